/*
 * wsload - protocol-agnostic WebSocket (RFC 6455) load generator.
 *
 * One thread, epoll, no dependency but libc.  gcc -O2 -o wsload wsload.c
 * A tiny scenario file says who connects, what is said after the handshake, and
 * what is published; see README.md for the language and the JSON fields.
 *
 * Latency is "time the read() returned" - "time the message was SCHEDULED"
 * (open loop), so queueing in the generator, the kernel and the server is in it.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifndef IP_BIND_ADDRESS_NO_PORT
#define IP_BIND_ADDRESS_NO_PORT 24
#endif

typedef struct { char *p; size_t n; } Str;

/* ------------------------------------------------------------------ util */
static void die(const char *f, ...) {
    va_list a; va_start(a, f);
    fprintf(stderr, "wsload: "); vfprintf(stderr, f, a); fputc('\n', stderr);
    va_end(a); exit(2);
}
static void *xm(size_t n) { void *p = calloc(1, n ? n : 1); if (!p) die("out of memory"); return p; }
static void *xr(void *q, size_t n) { void *p = realloc(q, n ? n : 1); if (!p) die("out of memory"); return p; }
static inline int64_t now_ns(void) {
    struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000LL + t.tv_nsec;
}
static uint64_t rng = 88172645463325252ULL;
static inline uint64_t rnd(void) { rng ^= rng << 13; rng ^= rng >> 7; rng ^= rng << 17; return rng; }

typedef struct { char *p; size_t n, cap; } Buf;
static void bput(Buf *b, const void *p, size_t n) {
    if (b->n + n > b->cap) { b->cap = (b->n + n) * 2 + 64; b->p = xr(b->p, b->cap); }
    memcpy(b->p + b->n, p, n); b->n += n;
}
static void bfmt(Buf *b, const char *f, ...) {
    char t[2048]; va_list a; va_start(a, f); int n = vsnprintf(t, sizeof t, f, a); va_end(a);
    if (n >= (int)sizeof t) n = sizeof t - 1;
    bput(b, t, n);
}

/* -------------------------------------------------- log-linear histogram */
#define HB 7                                   /* 128 sub-buckets: < 0.8 % error */
#define HN ((64 - HB + 1) << HB)
typedef struct { uint64_t *c; uint64_t n; int64_t max; double sum; } Hist;
static void hinit(Hist *h) { h->c = xm(HN * sizeof(uint64_t)); h->n = 0; h->max = 0; h->sum = 0; }
static inline void hadd(Hist *h, int64_t v) {
    if (v < 0) v = 0;
    uint64_t u = v; int i;
    if (u < (1u << HB)) i = (int)u;
    else { int e = 63 - __builtin_clzll(u) - HB; i = ((e + 1) << HB) + (int)((u >> e) - (1u << HB)); }
    h->c[i]++; h->n++; h->sum += v; if (v > h->max) h->max = v;
}
static void hmerge(Hist *a, const Hist *b) {
    for (int i = 0; i < HN; i++) a->c[i] += b->c[i];
    a->n += b->n; a->sum += b->sum; if (b->max > a->max) a->max = b->max;
}
static double hq(const Hist *h, double q) {    /* ns */
    if (!h->n) return 0;
    uint64_t want = (uint64_t)(q * h->n + 0.5), s = 0; if (want < 1) want = 1;
    for (int i = 0; i < HN; i++) {
        s += h->c[i];
        if (s >= want) {
            if (i < (1 << HB)) return i;
            int e = (i >> HB) - 1; uint64_t lo = ((uint64_t)((i & ((1 << HB) - 1)) + (1 << HB))) << e;
            double v = lo + ((1ULL << e) - 1) * 0.5;
            return v > h->max ? h->max : v;
        }
    }
    return h->max;
}
#define MS(x) ((x) / 1e6)

/* ------------------------------------------------------------- scenario */
enum { ST_SEND, ST_EXPECT, ST_SLEEP };
typedef struct { int kind; Str t; } Step;
enum { AU_EXACT, AU_CONTAINS, AU_LINE };
typedef struct { int kind; Str pat, rep; } Auto;
typedef struct Group {
    char name[64]; int count, base, rooms; char *path, *sub;
    char **hdr; int nhdr; Step *steps; int nsteps; Auto *autos; int nautos;
    Str *tok; int ntok; int first;
} Group;

static Group groups[32]; static int ngroups;
static char host[64] = "127.0.0.1"; static int port = 8080, sources = 8, concurrency = 64;
static int psize = 100; static double rate = 100; static bool rate_each = false;
static bool closed_loop = false; static int window = 1; static bool window_all = false; /* window: in all, not each */ static bool release_ack = false;
static Str ack, refuse; static int fanout = 1; static double warmup = 5, duration = 10; static int rounds = 1;
static double ramp_start = 0, ramp_mult = 1.25, ramp_step = 2, ramp_limit_ms = 100, ramp_max = 1e12, then_frac = 0.5;
static int uuid_version = 7;   /* of {uuid}: 7 begins with the time, 4 is random */
static bool have_ramp = false, rate_set = false; static double drain_max = 10, settle = 0.5, hold = 0; static bool idle = false;
static double conn_timeout = 60; static char *memhook = NULL, *label = "", *scenario_name = "";
static int opcode = 1; static char pub_group[64] = ""; static Str tmpl; static char *jsonfile = NULL;
static int pids[64], npids, beside[64], nbeside; static bool verbose = false; static int dump_n = 0;

static char *defs_k[128], *defs_v[128]; static int ndefs;
static const char *def_get(const char *k, size_t n) {
    for (int i = ndefs - 1; i >= 0; i--) if (strlen(defs_k[i]) == n && !memcmp(defs_k[i], k, n)) return defs_v[i];
    return NULL;
}
static char *expand_vars(const char *s) {      /* ${NAME} and ${NAME:-default} */
    Buf b = {0};
    while (*s) {
        if (s[0] == '$' && s[1] == '{') {
            const char *e = strchr(s, '}'); if (!e) die("unterminated ${ in scenario");
            const char *k = s + 2, *d = NULL; size_t kn = e - k;
            for (const char *q = k; q + 1 < e; q++) if (q[0] == ':' && q[1] == '-') { kn = q - k; d = q + 2; break; }
            const char *v = def_get(k, kn);
            if (!v) { char kk[64]; snprintf(kk, sizeof kk, "%.*s", (int)kn, k); v = getenv(kk); }
            if (v) bput(&b, v, strlen(v)); else if (d) bput(&b, d, e - d);
            else die("scenario variable %.*s is not set (-D %.*s=...)", (int)kn, k, (int)kn, k);
            s = e + 1;
        } else bput(&b, s++, 1);
    }
    bput(&b, "", 1); return b.p;
}
static Str unesc(const char *s) {
    Str r; r.p = xm(strlen(s) + 1); r.n = 0;
    for (; *s; s++) {
        if (*s != '\\' || !s[1]) { r.p[r.n++] = *s; continue; }
        s++;
        switch (*s) {
        case 'n': r.p[r.n++] = '\n'; break; case 'r': r.p[r.n++] = '\r'; break;
        case 't': r.p[r.n++] = '\t'; break; case '0': r.p[r.n++] = 0; break;
        case 's': r.p[r.n++] = ' '; break;
        case 'x': { char h[3] = { s[1], s[1] ? s[2] : 0, 0 }; r.p[r.n++] = (char)strtol(h, NULL, 16); if (s[1]) s++; if (s[1]) s++; break; }
        default: r.p[r.n++] = *s;
        }
    }
    return r;
}
static char *trim(char *s) {
    while (isspace((unsigned char)*s)) s++;
    char *e = s + strlen(s); while (e > s && isspace((unsigned char)e[-1])) *--e = 0;
    return s;
}
static Group *cur;
static void parse_pids(const char *s, int *to, int *n) {
    while (*s) { while (*s && !isdigit((unsigned char)*s)) s++; if (!*s) break; if (*n < 64) to[(*n)++] = atoi(s); while (isdigit((unsigned char)*s)) s++; }
}
static void load_tokens(Group *g, const char *f) {
    FILE *fp = fopen(f, "r"); if (!fp) die("tokenfile %s: %s", f, strerror(errno));
    char *l = NULL; size_t c = 0; ssize_t n;
    while ((n = getline(&l, &c, fp)) >= 0) {
        while (n > 0 && (l[n - 1] == '\n' || l[n - 1] == '\r')) l[--n] = 0;
        if (!n) continue;
        if ((g->ntok & 1023) == 0) g->tok = xr(g->tok, (g->ntok + 1024) * sizeof(Str));
        g->tok[g->ntok].p = strdup(l); g->tok[g->ntok++].n = n;
    }
    free(l); fclose(fp); if (!g->ntok) die("tokenfile %s is empty", f);
}
static void conf_line(char *raw) {
    char *l = trim(raw);
    if (!*l || *l == '#') return;
    char *x = expand_vars(l); l = trim(x);
    char *k = l; while (*l && !isspace((unsigned char)*l)) l++;
    if (*l) { *l++ = 0; } char *v = trim(l);
#define K(s) (!strcmp(k, s))
    if (K("group")) {
        if (ngroups == 32) die("too many groups");
        cur = &groups[ngroups++]; memset(cur, 0, sizeof *cur);
        snprintf(cur->name, sizeof cur->name, "%s", v); cur->rooms = 1; cur->path = strdup("/"); return;
    }
    if (K("end")) { cur = NULL; return; }
    if (cur) {
        if (K("count")) cur->count = atoi(v);
        else if (K("base")) cur->base = atoi(v);
        else if (K("rooms")) cur->rooms = atoi(v) > 0 ? atoi(v) : 1;
        else if (K("path")) cur->path = strdup(v);
        else if (K("subprotocol")) cur->sub = strdup(v);
        else if (K("header")) { cur->hdr = xr(cur->hdr, (cur->nhdr + 1) * sizeof(char *)); cur->hdr[cur->nhdr++] = strdup(v); }
        else if (K("tokenfile")) load_tokens(cur, v);
        else if (K("send") || K("expect") || K("sleep")) {
            cur->steps = xr(cur->steps, (cur->nsteps + 1) * sizeof(Step));
            cur->steps[cur->nsteps].kind = K("send") ? ST_SEND : K("expect") ? ST_EXPECT : ST_SLEEP;
            cur->steps[cur->nsteps++].t = unesc(v);
        } else if (K("auto")) {
            int kind = AU_CONTAINS; char *p = v;
            if (!strncmp(p, "exact ", 6)) { kind = AU_EXACT; p += 6; } else if (!strncmp(p, "line ", 5)) { kind = AU_LINE; p += 5; }
            else if (!strncmp(p, "contains ", 9)) p += 9;
            char *ar = strstr(p, " -> "); if (!ar) die("auto needs ' -> '"); *ar = 0;
            cur->autos = xr(cur->autos, (cur->nautos + 1) * sizeof(Auto));
            Auto *a = &cur->autos[cur->nautos++]; a->kind = kind; a->pat = unesc(trim(p)); a->rep = unesc(trim(ar + 4));
        } else die("unknown group keyword %s", k);
        free(x); return;
    }
    if (K("host")) snprintf(host, sizeof host, "%s", v);
    else if (K("port")) port = atoi(v);
    else if (K("sources")) sources = atoi(v);
    else if (K("concurrency")) concurrency = atoi(v);
    else if (K("connect_timeout")) conn_timeout = atof(v);
    else if (K("publish")) snprintf(pub_group, sizeof pub_group, "%s", v);
    else if (K("template")) tmpl = unesc(v);
    else if (K("size")) psize = atoi(v);
    else if (K("mode")) closed_loop = !strcmp(v, "closed");
    else if (K("rate")) { rate = atof(v); rate_each = strstr(v, "each") != NULL; rate_set = true; }
    else if (K("window")) { window = atoi(v); window_all = strstr(v, "total") != NULL; }
    else if (K("release")) release_ack = !strcmp(v, "ack");
    else if (K("ack")) ack = unesc(v);
    else if (K("refuse")) refuse = unesc(v);
    else if (K("fanout")) fanout = atoi(v);
    else if (K("warmup")) warmup = atof(v);
    else if (K("duration")) duration = atof(v);
    else if (K("rounds")) rounds = atoi(v);
    else if (K("ramp")) { have_ramp = true; sscanf(v, "%lf:%lf:%lf", &ramp_start, &ramp_mult, &ramp_step); }
    else if (K("uuid")) uuid_version = atoi(v);
    else if (K("ramp_limit_ms")) ramp_limit_ms = atof(v);
    else if (K("ramp_max")) ramp_max = atof(v);
    else if (K("then")) then_frac = atof(v);
    else if (K("drain")) drain_max = atof(v);
    else if (K("settle")) settle = atof(v);
    else if (K("idle")) idle = atoi(v) != 0;
    else if (K("hold")) hold = atof(v);
    else if (K("opcode")) opcode = !strcmp(v, "binary") ? 2 : 1;
    else if (K("memhook")) memhook = strdup(v);
    else if (K("pid")) parse_pids(v, pids, &npids);
    else if (K("dump")) dump_n = atoi(v);
    else die("unknown keyword %s", k);
    free(x);
#undef K
}

/* ------------------------------------------------- server cost: /proc */
typedef struct { double cpu_s; } Cpu;
static int tree[4096], ntree;
static void build_tree(const int *pids, int npids) {
    static int pp[65536], ci[65536]; int n = 0;
    ntree = 0; for (int i = 0; i < npids; i++) tree[ntree++] = pids[i];
    if (!npids) return;
    DIR *d = opendir("/proc"); struct dirent *e; if (!d) return;
    while ((e = readdir(d)) && n < 65536) {
        if (!isdigit((unsigned char)e->d_name[0])) continue;
        char f[300], b[1024]; snprintf(f, sizeof f, "/proc/%s/stat", e->d_name);
        int fd = open(f, O_RDONLY); if (fd < 0) continue;
        int r = read(fd, b, sizeof b - 1); close(fd); if (r <= 0) continue; b[r] = 0;
        char *p = strrchr(b, ')'); if (!p) continue; char st; int ppid;
        if (sscanf(p + 1, " %c %d", &st, &ppid) == 2) { ci[n] = atoi(e->d_name); pp[n++] = ppid; }
    }
    closedir(d);
    for (int i = 0; i < ntree; i++)
        for (int j = 0; j < n && ntree < 4096; j++) if (pp[j] == tree[i]) {
            bool seen = false; for (int q = 0; q < ntree; q++) if (tree[q] == ci[j]) seen = true;
            if (!seen) tree[ntree++] = ci[j];
        }
}
static double tree_cpu(const int *pids, int npids) { /* seconds, user + sys, of the process tree */
    build_tree(pids, npids); double s = 0; double hz = sysconf(_SC_CLK_TCK);
    for (int i = 0; i < ntree; i++) {
        char f[64], b[1024]; snprintf(f, sizeof f, "/proc/%d/stat", tree[i]);
        int fd = open(f, O_RDONLY); if (fd < 0) continue;
        int r = read(fd, b, sizeof b - 1); close(fd); if (r <= 0) continue; b[r] = 0;
        char *p = strrchr(b, ')'); unsigned long long u = 0, k = 0, cu = 0, ck = 0;
        if (p && sscanf(p + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %llu %llu", &u, &k, &cu, &ck) == 4) s += (u + k) / hz;
    }
    return s;
}
static double server_cpu(void) { return tree_cpu(pids, npids); }
static double beside_cpu(void) { return tree_cpu(beside, nbeside); } /* the server's database */
typedef struct { double rss, pss; } Mem;       /* bytes */
static Mem server_mem(void) {
    Mem m = {0, 0}; if (!npids) return m;
    if (memhook) { fflush(stdout); if (system(memhook)) {} }
    build_tree(pids, npids);
    for (int i = 0; i < ntree; i++) {
        char f[64], l[256]; snprintf(f, sizeof f, "/proc/%d/smaps_rollup", tree[i]);
        FILE *fp = fopen(f, "r"); if (!fp) continue; double v;
        while (fgets(l, sizeof l, fp)) { if (sscanf(l, "Rss: %lf", &v) == 1) m.rss += v * 1024; else if (sscanf(l, "Pss: %lf", &v) == 1) m.pss += v * 1024; }
        fclose(fp);
    }
    return m;
}
static double self_cpu(void) {
    struct rusage r; getrusage(RUSAGE_SELF, &r);
    return r.ru_utime.tv_sec + r.ru_stime.tv_sec + (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

/* ---------------------------------------------------------- connections */
enum { C_NEW, C_CONN, C_HS, C_STEPS, C_READY, C_CLOSED };
typedef struct Conn {
    int fd, idx, gid, room, step, pub; uint8_t st; bool wantw, dirty, fail;
    Group *g; uint8_t *pend; size_t pendn; uint8_t *frag; size_t fragn, fragcap; bool infrag;
    char *out; size_t oo, on, oc; int64_t t0, wake;
} Conn;
static Conn *conns; static int nconns, ep;
static Conn **dirty; static int ndirty;
static int n_started, n_inprog, n_ready, n_failed, n_closed_early;
static char first_err[256];

static Conn **pubs; static int npubs;
static uint32_t *pseq; static uint16_t **pcnt; static uint32_t *pcap; static uint32_t *plo, *phi;
static int *pout; static int64_t **ackq; static uint32_t *ackh, *ackt, *ackcap;
static uint32_t *lastseq;                       /* [conn][pub] */
static uint64_t tot_recv, tot_sent, tot_ack, tot_ooo, tot_gap, tot_frames, tot_msgs, tot_bytes, tot_bad, win_ack, tot_pings, tot_refused;
static uint64_t win_recv, win_frames, win_bytes;
static bool pub_on; static double cur_rate; static int64_t sched_t0; static uint64_t sched_k; static int64_t next_due = INT64_MAX; static int rr;
static int64_t W0 = INT64_MAX, WD, W1 = 0;       /* measurement windows */
static Hist *rh; static uint64_t *r_recv, *r_sent; static double *r_cpu; static uint64_t *persec; static int npersec;
static int64_t R0 = INT64_MAX, R1 = 0; static uint64_t rp_got, rp_ok, rp_sent; static Hist rp_h;
static Hist lag, ackh_l; static uint64_t send_dropped;
static volatile sig_atomic_t stop_flag;
static void on_sig(int s) { (void)s; stop_flag = 1; }

static void mark_dirty(Conn *c) { if (!c->dirty) { c->dirty = true; dirty[ndirty++] = c; } }
static void ep_mod(Conn *c, bool w) {
    if (c->wantw == w || c->fd < 0) return;
    struct epoll_event e = { .events = EPOLLIN | (w ? EPOLLOUT : 0), .data.ptr = c };
    epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &e); c->wantw = w;
}
static void conn_close(Conn *c, const char *why) {
    if (c->st == C_CLOSED) return;
    if (c->st == C_CONN || c->st == C_HS || c->st == C_STEPS) {
        n_inprog--; n_failed++;
        if (!first_err[0]) snprintf(first_err, sizeof first_err, "%s conn %d step %d: %s", c->g->name, c->idx, c->step, why);
    } else if (c->st == C_READY) { n_ready--; if (!stop_flag) { n_closed_early++; if (!first_err[0]) snprintf(first_err, sizeof first_err, "%s conn %d: %s", c->g->name, c->idx, why); } }
    c->st = C_CLOSED; close(c->fd); c->fd = -1;
    free(c->out); c->out = NULL; c->oo = c->on = c->oc = 0;
    free(c->pend); c->pend = NULL; c->pendn = 0; free(c->frag); c->frag = NULL; c->fragn = c->fragcap = 0;
}
static void oput(Conn *c, const void *p, size_t n) {
    if (c->on + n > c->oc) {
        if (c->oo) { memmove(c->out, c->out + c->oo, c->on - c->oo); c->on -= c->oo; c->oo = 0; }
        if (c->on + n > c->oc) { c->oc = (c->on + n) * 2; c->out = xr(c->out, c->oc); }
    }
    memcpy(c->out + c->on, p, n); c->on += n;
}
static void flush_conn(Conn *c) {
    if (c->fd < 0) return;
    while (c->oo < c->on) {
        ssize_t r = write(c->fd, c->out + c->oo, c->on - c->oo);
        if (r < 0) { if (errno == EINTR) continue; if (errno == EAGAIN) { ep_mod(c, true); return; } conn_close(c, "write error"); return; }
        c->oo += r;
    }
    c->oo = c->on = 0; ep_mod(c, false);
    if (c->oc > 65536 || (c->pub < 0 && c->oc)) { free(c->out); c->out = NULL; c->oc = 0; }
}
static void flush_dirty(void) {
    for (int i = 0; i < ndirty; i++) { Conn *c = dirty[i]; c->dirty = false; if (!c->wantw) flush_conn(c); }
    ndirty = 0;
}
static void ws_send(Conn *c, int op, const char *p, size_t n) {
    if (c->fd < 0) return;
    uint8_t h[14]; int k = 0; h[k++] = 0x80 | op;
    if (n < 126) h[k++] = 0x80 | n;
    else if (n < 65536) { h[k++] = 0x80 | 126; h[k++] = n >> 8; h[k++] = n; }
    else { h[k++] = 0x80 | 127; for (int i = 7; i >= 0; i--) h[k++] = (uint64_t)n >> (8 * i); }
    uint32_t m = (uint32_t)rnd(); memcpy(h + k, &m, 4); k += 4;
    oput(c, h, k); oput(c, p, n); size_t at = c->on - n;
    uint8_t *q = (uint8_t *)c->out + at; const uint8_t *mk = (uint8_t *)&m; size_t i = 0;
    uint64_t m8 = ((uint64_t)m << 32) | m;
    for (; i + 8 <= n; i += 8) { uint64_t t; memcpy(&t, q + i, 8); t ^= m8; memcpy(q + i, &t, 8); }
    for (; i < n; i++) q[i] ^= mk[i & 3];
    mark_dirty(c);
}

static void put_uuid(Buf *b) {
    uint64_t a = rnd(), z = rnd(); uint32_t low = (uint32_t)(a >> 48) & 0xfff;
    if (uuid_version == 7) { struct timespec t; clock_gettime(CLOCK_REALTIME, &t); a = (uint64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000; a = a >> 16 | (a & 0xffff) << 32; }
    bfmt(b, "%08x-%04x-%x%03x-%04x-%012llx", (uint32_t)a, (uint32_t)(a >> 32) & 0xffff, uuid_version, low, (uint32_t)(z & 0x3fff) | 0x8000, (unsigned long long)(z >> 16));
}
/* expand {i} {g} {room} {room3} {token} {t1}.. {uuid} {pub} {seq} {ts} {payload} {pad:N} */
static void expand(Buf *b, const char *s, size_t n, Conn *c, int64_t ts, uint32_t seq) {
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '{') { size_t j = i; while (j < n && s[j] != '{') j++; bput(b, s + i, j - i); i = j - 1; continue; }
        const char *e = memchr(s + i, '}', n - i > 24 ? 24 : n - i);
        if (!e) { bput(b, s + i, 1); continue; }
        const char *k = s + i + 1; size_t kn = e - k; bool ok = true;
#define IS(w) (kn == sizeof(w) - 1 && !memcmp(k, w, kn))
        if (IS("i")) bfmt(b, "%d", c->idx + c->g->base);
        else if (IS("g")) bfmt(b, "%d", c->gid);
        else if (IS("room")) bfmt(b, "%d", c->room);
        else if (IS("room3")) bfmt(b, "%03d", c->room);   /* fixed width, for binary protocols with lengths */
        else if (IS("pub")) bfmt(b, "%d", c->pub);
        else if (IS("seq")) bfmt(b, "%u", seq);
        else if (IS("uuid")) put_uuid(b);
        else if (IS("ts") || IS("payload")) {
            char t[96]; int m = snprintf(t, sizeof t, "@@%lld.%d.%u@@", (long long)ts, c->pub, seq); bput(b, t, m);
            if (IS("payload")) { static char xs[4096]; if (!xs[0]) memset(xs, 'x', sizeof xs); int left = psize - m; while (left > 0) { int w = left > 4096 ? 4096 : left; bput(b, xs, w); left -= w; } }
        } else if (IS("token") || ((kn == 2 || (kn == 3 && isdigit((unsigned char)k[2]))) && k[0] == 't' && isdigit((unsigned char)k[1]))) {
            if (!c->g->ntok) die("{token} without tokenfile");
            Str *t = &c->g->tok[(c->idx + c->g->base) % c->g->ntok];
            if (kn == 5) bput(b, t->p, t->n);
            else { int col = atoi(k + 1) - 1; char *p = t->p; while (col-- > 0 && p) { p = strchr(p, '\t'); if (p) p++; } if (p) bput(b, p, strcspn(p, "\t")); }
        } else ok = false;
#undef IS
        if (ok) i += kn + 1; else bput(b, s + i, 1);
    }
}

static const char WSKEY[] = "dGhlIHNhbXBsZSBub25jZQ==", WSACC[] = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
static Buf scratch;

static void start_conn(Conn *c) {
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); if (c->fd < 0) die("socket: %s", strerror(errno));
    int one = 1; setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (sources > 1) {
        struct sockaddr_in a = { .sin_family = AF_INET };
        a.sin_addr.s_addr = htonl((127u << 24) + 2 + c->gid % sources);
        setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
        if (bind(c->fd, (void *)&a, sizeof a)) die("bind: %s", strerror(errno));
    }
    struct sockaddr_in d = { .sin_family = AF_INET, .sin_port = htons(port) }; inet_pton(AF_INET, host, &d.sin_addr);
    c->st = C_CONN; n_inprog++; n_started++; c->t0 = now_ns();
    int r = connect(c->fd, (void *)&d, sizeof d);
    if (r && errno != EINPROGRESS) { conn_close(c, strerror(errno)); return; }
    struct epoll_event e = { .events = EPOLLIN | EPOLLOUT, .data.ptr = c }; c->wantw = true;
    epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &e);
}
static void send_handshake(Conn *c) {
    Buf b = {0}, q = {0};
    expand(&q, c->g->path, strlen(c->g->path), c, 0, 0);
    bput(&b, "GET ", 4); bput(&b, q.p, q.n);
    bfmt(&b, " HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n", host, port, WSKEY);
    if (c->g->sub) bfmt(&b, "Sec-WebSocket-Protocol: %s\r\n", c->g->sub);
    for (int i = 0; i < c->g->nhdr; i++) { expand(&b, c->g->hdr[i], strlen(c->g->hdr[i]), c, 0, 0); bput(&b, "\r\n", 2); }
    bput(&b, "\r\n", 2); oput(c, b.p, b.n); free(b.p); free(q.p);
    c->st = C_HS; c->wantw = true; flush_conn(c);
    if (c->fd >= 0 && c->oo >= c->on) { c->wantw = true; ep_mod(c, false); }
}
static void advance(Conn *c) {
    while (c->st == C_STEPS) {
        if (c->step >= c->g->nsteps) { c->st = C_READY; n_inprog--; n_ready++; return; }
        Step *s = &c->g->steps[c->step];
        if (s->kind == ST_SEND) { scratch.n = 0; expand(&scratch, s->t.p, s->t.n, c, 0, 0); ws_send(c, opcode, scratch.p ? scratch.p : "", scratch.n); c->step++; }
        else if (s->kind == ST_SLEEP) { if (!c->wake) { c->wake = now_ns() + (int64_t)(atof(s->t.p) * 1e6); return; } if (now_ns() < c->wake) return; c->wake = 0; c->step++; }
        else return;
    }
}

/* ------------------------------------------------------------ publishing */
static void publish_one(int pi, int64_t ts, int64_t now) {
    Conn *c = pubs[pi]; if (c->st != C_READY) { send_dropped++; return; }
    if (c->on - c->oo > (64u << 20)) { send_dropped++; return; }
    uint32_t seq = pseq[pi]++;
    if (seq >= pcap[pi]) { uint32_t nc = pcap[pi] ? pcap[pi] * 2 : 256; pcnt[pi] = xr(pcnt[pi], nc * 2); memset(pcnt[pi] + pcap[pi], 0, (nc - pcap[pi]) * 2); pcap[pi] = nc; }
    if (ts >= W0 && ts < W1) { if (plo[pi] == UINT32_MAX) plo[pi] = seq; phi[pi] = seq + 1; r_sent[(ts - W0) / WD]++; hadd(&lag, now - ts); }
    if (ts >= R0 && ts < R1) rp_sent++;
    scratch.n = 0; expand(&scratch, tmpl.p, tmpl.n, c, ts, seq);
    ws_send(c, opcode, scratch.p, scratch.n); tot_sent++; pout[pi]++;
    if (ack.n) {
        if (ackt[pi] - ackh[pi] >= ackcap[pi]) {
            uint32_t nc = ackcap[pi] ? ackcap[pi] * 2 : 64; int64_t *nq = xm(nc * 8);
            for (uint32_t i = ackh[pi]; i != ackt[pi]; i++) nq[i & (nc - 1)] = ackq[pi][i & (ackcap[pi] - 1)];
            free(ackq[pi]); ackq[pi] = nq; ackcap[pi] = nc;
        }
        ackq[pi][ackt[pi]++ & (ackcap[pi] - 1)] = ts;
    }
}
static void set_rate(double r) { cur_rate = r; sched_t0 = now_ns(); sched_k = 0; next_due = sched_t0; }
static void publish_due(int64_t now) {
    if (!pub_on || closed_loop || now < next_due) return;
    int burst = 0;
    while (next_due <= now && burst++ < 4096) {
        publish_one(rr, next_due, now); if (++rr >= npubs) rr = 0;
        sched_k++; next_due = sched_t0 + (int64_t)(sched_k * 1e9 / cur_rate);
    }
    flush_dirty();
}
static void release(int pi, int64_t now) {
    if (pout[pi] > 0) pout[pi]--;
    if (closed_loop && pub_on && window_all) { publish_one(rr, now, now); if (++rr >= npubs) rr = 0; return; }
    if (closed_loop && pub_on) while (pout[pi] < window) { int b = pout[pi]; publish_one(pi, now, now); if (pout[pi] == b) break; }
}

/* -------------------------------------------------------------- receive */
static inline void delivered(Conn *c, int64_t ts, uint32_t pi, uint32_t seq, int64_t now) {
    if (pi >= (uint32_t)npubs || seq >= pseq[pi]) { tot_bad++; return; }
    int64_t lat = now - ts; tot_recv++;
    if (now >= W0 && now < W1) { win_recv++; int64_t s = now - W0; r_recv[s / WD]++; s /= 1000000000LL; if (s < npersec) persec[s]++; }
    if (ts >= W0 && ts < W1) hadd(&rh[(ts - W0) / WD], lat);
    if (ts >= R0 && ts < R1) { rp_got++; hadd(&rp_h, lat); if (lat <= ramp_limit_ms * 1e6) rp_ok++; }
    pcnt[pi][seq]++;
    if (lastseq) {
        uint32_t *l = &lastseq[(size_t)c->gid * npubs + pi];
        if (seq + 1 <= *l) tot_ooo++; else { tot_gap += seq - *l; *l = seq + 1; }
    }
    if (!release_ack && c->pub == (int)pi) release(pi, now);
}
static void on_message(Conn *c, const char *p, size_t n, int64_t now) {
    tot_msgs++;
    if (dump_n > 0) { dump_n--; fprintf(stderr, "<< %s[%d] ", c->g->name, c->idx); for (size_t i = 0; i < n && i < 600; i++) fputc(isprint((unsigned char)p[i]) ? p[i] : p[i] == '\n' ? '|' : '~', stderr); fputc('\n', stderr); }
    const char *end = p + n, *q = p; bool any = false;
    while (q < end && (q = memchr(q, '@', end - q))) {
        if (q + 4 >= end) break;
        if (q[1] != '@' || !isdigit((unsigned char)q[2])) { q++; continue; }
        const char *s = q + 2; int64_t ts = 0; uint64_t a = 0, b = 0;
        while (s < end && (unsigned)(*s - '0') < 10) ts = ts * 10 + (*s++ - '0');
        if (s >= end || *s != '.') { q += 2; continue; } s++;
        while (s < end && (unsigned)(*s - '0') < 10) a = a * 10 + (*s++ - '0');
        if (s >= end || *s != '.') { q += 2; continue; } s++;
        while (s < end && (unsigned)(*s - '0') < 10) b = b * 10 + (*s++ - '0');
        if (s + 1 >= end || s[0] != '@' || s[1] != '@') { q += 2; continue; }
        delivered(c, ts, (uint32_t)a, (uint32_t)b, now); any = true; q = s + 2;
    }
    if (ack.n && c->pub >= 0) {
        const char *s = p;
        while ((s = memmem(s, end - s, ack.p, ack.n))) {
            tot_ack++; s += ack.n;
            if (now >= W0 && now < W1) win_ack++;
            if (ackh[c->pub] != ackt[c->pub]) { int64_t t = ackq[c->pub][ackh[c->pub]++ & (ackcap[c->pub] - 1)]; if (t >= W0 && t < W1) hadd(&ackh_l, now - t); }
            if (release_ack) release(c->pub, now);
        }
    }
    if (refuse.n && c->pub >= 0)
        for (const char *s = p; (s = memmem(s, end - s, refuse.p, refuse.n)); s += refuse.n) { tot_refused++; if (release_ack) release(c->pub, now); }
    if (c->st == C_STEPS) {
        const char *s = p;
        while (c->st == C_STEPS && c->step < c->g->nsteps && c->g->steps[c->step].kind == ST_EXPECT) {
            Str *t = &c->g->steps[c->step].t; scratch.n = 0; expand(&scratch, t->p, t->n, c, 0, 0);
            const char *f = memmem(s, end - s, scratch.p ? scratch.p : "", scratch.n);
            if (!f) break;
            s = f + scratch.n; c->step++; advance(c);
        }
    }
    if (!any) for (int i = 0; i < c->g->nautos; i++) {
        Auto *a = &c->g->autos[i]; bool hit = false;
        if (a->kind == AU_EXACT) hit = n == a->pat.n && !memcmp(p, a->pat.p, n);
        else if (a->kind == AU_CONTAINS) hit = memmem(p, n, a->pat.p, a->pat.n) != NULL;
        else for (const char *s = p; s < end;) { const char *nl = memchr(s, '\n', end - s); size_t m = (nl ? nl : end) - s; if (m == a->pat.n && !memcmp(s, a->pat.p, m)) { hit = true; break; } s += m + 1; }
        if (hit) { scratch.n = 0; expand(&scratch, a->rep.p, a->rep.n, c, 0, 0); ws_send(c, opcode, scratch.p ? scratch.p : "", scratch.n); }
    }
}
static uint8_t *rb; static size_t rbcap = 1 << 20;

/* returns bytes consumed */
static size_t parse(Conn *c, uint8_t *b, size_t n, int64_t now) {
    size_t o = 0;
    if (c->st == C_HS) {
        uint8_t *e = memmem(b, n, "\r\n\r\n", 4);
        if (!e) { if (n > 65536) conn_close(c, "handshake response too long"); return 0; }
        size_t h = e - b + 4; char save = b[h - 1]; b[h - 1] = 0;
        if (strncmp((char *)b, "HTTP/1.1 101", 12)) { char m[100]; snprintf(m, sizeof m, "handshake: %.60s", (char *)b); char *nl = strpbrk(m, "\r\n"); if (nl) *nl = 0; conn_close(c, m); return 0; }
        if (!strstr((char *)b, WSACC)) { conn_close(c, "bad Sec-WebSocket-Accept"); return 0; }
        b[h - 1] = save; o = h; c->st = C_STEPS; c->step = 0; advance(c);
    }
    while (c->fd >= 0 && n - o >= 2) {
        uint8_t *p = b + o; int op = p[0] & 15; bool fin = p[0] & 128; size_t hl = 2; uint64_t len = p[1] & 127;
        if (p[0] & 0x70) { conn_close(c, "RSV bit set"); return n; }
        if (p[1] & 128) { conn_close(c, "masked server frame"); return n; }
        if (len == 126) { if (n - o < 4) break; len = (p[2] << 8) | p[3]; hl = 4; }
        else if (len == 127) { if (n - o < 10) break; len = 0; for (int i = 0; i < 8; i++) len = (len << 8) | p[2 + i]; hl = 10; }
        if (len > (256u << 20)) { conn_close(c, "frame too large"); return n; }
        if (n - o < hl + len) break;
        uint8_t *d = p + hl; o += hl + len; tot_frames++; tot_bytes += hl + len;
        if (now >= W0 && now < W1) { win_frames++; win_bytes += hl + len; }
        if (op >= 8) {
            if (op == 9) { tot_pings++; ws_send(c, 10, (char *)d, len); }
            else if (op == 8) {
                char m[160]; int code = len >= 2 ? (d[0] << 8) | d[1] : 1005; snprintf(m, sizeof m, "server closed %d %.*s", code, len > 2 ? (int)(len - 2 < 100 ? len - 2 : 100) : 0, len > 2 ? (char *)d + 2 : "");
                ws_send(c, 8, (char *)d, len >= 2 ? 2 : 0); c->wantw = false; flush_conn(c); conn_close(c, m); return n;
            }
            continue;
        }
        if (op != 0 && fin && !c->infrag) { on_message(c, (char *)d, len, now); continue; }
        if ((op == 0) != c->infrag) { conn_close(c, "bad fragmentation"); return n; }
        if (c->fragn + len > c->fragcap) { c->fragcap = (c->fragn + len) * 2; c->frag = xr(c->frag, c->fragcap); }
        memcpy(c->frag + c->fragn, d, len); c->fragn += len; c->infrag = !fin;
        if (fin) { size_t m = c->fragn; c->fragn = 0; on_message(c, (char *)c->frag, m, now); if (c->st != C_CLOSED) { free(c->frag); c->frag = NULL; c->fragcap = 0; } }
    }
    return o;
}
static int64_t on_readable(Conn *c) {
    size_t have = c->pendn;
    if (rbcap < have + 262144) { rbcap = (have + 262144) * 2; rb = xr(rb, rbcap); }
    if (have) memcpy(rb, c->pend, have);
    ssize_t r = read(c->fd, rb + have, 262144); int64_t now = now_ns();
    if (r <= 0) { if (r < 0 && (errno == EAGAIN || errno == EINTR)) return now; conn_close(c, r ? strerror(errno) : "EOF"); return now; }
    size_t n = have + r, used = parse(c, rb, n, now);
    if (c->fd < 0) return now;
    size_t left = n - used;
    if (!left) { if (c->pend) { free(c->pend); c->pend = NULL; } c->pendn = 0; }
    else { if (left > have || used) c->pend = xr(c->pend, left); memcpy(c->pend, rb + used, left); c->pendn = left; }
    return now;
}
static void on_writable(Conn *c) {
    if (c->st == C_CONN) {
        int e = 0; socklen_t l = sizeof e; getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &e, &l);
        if (e) { conn_close(c, strerror(e)); return; }
        send_handshake(c); return;
    }
    flush_conn(c);
}

/* ------------------------------------------------------------------ main */
enum { P_CONNECT, P_SETTLE, P_HOLD, P_PREWARM, P_RAMP, P_RDRAIN, P_WARM, P_MEASURE, P_DRAIN, P_BYE, P_END };
static void alloc_pubs(void) {
    Group *g = NULL; for (int i = 0; i < ngroups; i++) if (!strcmp(groups[i].name, pub_group)) g = &groups[i];
    for (int i = 0; i < nconns; i++) conns[i].pub = -1;
    if (!g) { if (pub_group[0]) die("publish: no group %s", pub_group); idle = true; return; }
    npubs = g->count; pubs = xm(npubs * sizeof *pubs);
    for (int i = 0; i < npubs; i++) { pubs[i] = &conns[g->first + i]; pubs[i]->pub = i; }
    pseq = xm(npubs * 4); pcnt = xm(npubs * sizeof *pcnt); pcap = xm(npubs * 4); plo = xm(npubs * 4); phi = xm(npubs * 4); pout = xm(npubs * 4);
    ackq = xm(npubs * sizeof *ackq); ackh = xm(npubs * 4); ackt = xm(npubs * 4); ackcap = xm(npubs * 4);
    for (int i = 0; i < npubs; i++) plo[i] = UINT32_MAX;
    if ((uint64_t)npubs * nconns <= 64000000ULL) lastseq = xm((size_t)npubs * nconns * 4);
}
static int cmpd(const void *a, const void *b) { double x = *(double *)a, y = *(double *)b; return x < y ? -1 : x > y; }
static void jstr(Buf *b, const char *k, const char *v) { bfmt(b, "\"%s\":\"", k); for (; *v; v++) { if (*v == '"' || *v == '\\') bput(b, "\\", 1); if ((unsigned char)*v >= 32) bput(b, v, 1); } bput(b, "\",", 2); }

int main(int ac, char **av) {
    char *file = NULL; char *over[256]; int nover = 0;
    for (int i = 1; i < ac; i++) {
        if (!strcmp(av[i], "-D") && i + 1 < ac) { char *e = strchr(av[++i], '='); if (!e) die("-D k=v"); defs_k[ndefs] = strndup(av[i], e - av[i]); defs_v[ndefs++] = e + 1; }
        else if (!strcmp(av[i], "-s") && i + 1 < ac) over[nover++] = av[++i];
        else if ((!strcmp(av[i], "-p") || !strcmp(av[i], "--pid")) && i + 1 < ac) parse_pids(av[++i], pids, &npids);
        else if (!strcmp(av[i], "-b") && i + 1 < ac) parse_pids(av[++i], beside, &nbeside);
        else if (!strcmp(av[i], "-l") && i + 1 < ac) label = av[++i];
        else if (!strcmp(av[i], "-o") && i + 1 < ac) jsonfile = av[++i];
        else if (!strcmp(av[i], "-v")) verbose = true;
        else if (av[i][0] == '-') die("usage: wsload [-D k=v] [-s 'keyword value'] [-p pid,pid] [-b pid,pid] [-l label] [-o json] [-v] scenario");
        else file = av[i];
    }
    if (!file) die("no scenario file");
    scenario_name = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
    FILE *fp = fopen(file, "r"); if (!fp) die("%s: %s", file, strerror(errno));
    char *l = NULL; size_t lc = 0; while (getline(&l, &lc, fp) >= 0) conf_line(l);
    fclose(fp); cur = NULL; for (int i = 0; i < nover; i++) { char *d = strdup(over[i]); conf_line(d); free(d); }
    signal(SIGPIPE, SIG_IGN); signal(SIGINT, on_sig); signal(SIGTERM, on_sig);
    rng ^= (uint64_t)now_ns() * 0x9E3779B97F4A7C15ULL;
    for (int i = 0; i < ngroups; i++) { groups[i].first = nconns; nconns += groups[i].count; }
    if (!nconns) die("no connections");
    struct rlimit rl = { nconns + 256, nconns + 256 }, old; getrlimit(RLIMIT_NOFILE, &old);
    if (old.rlim_cur < rl.rlim_cur) { if (old.rlim_max >= rl.rlim_cur) rl.rlim_max = old.rlim_max; if (setrlimit(RLIMIT_NOFILE, &rl)) die("cannot raise RLIMIT_NOFILE to %d", nconns + 256); }
    conns = xm((size_t)nconns * sizeof(Conn)); dirty = xm(nconns * sizeof *dirty); rb = xm(rbcap);
    for (int g = 0, k = 0; g < ngroups; g++) for (int i = 0; i < groups[g].count; i++, k++) { Conn *c = &conns[k]; c->g = &groups[g]; c->idx = i; c->gid = k; c->fd = -1; c->room = (i + groups[g].base) % groups[g].rooms; }
    alloc_pubs(); ep = epoll_create1(EPOLL_CLOEXEC);
    if (!idle && !tmpl.n) die("publish without template");
    if (rate_each) rate *= npubs;
    rh = xm(rounds * sizeof *rh); for (int i = 0; i < rounds; i++) hinit(&rh[i]);
    r_recv = xm(rounds * 8); r_sent = xm(rounds * 8); r_cpu = xm((rounds + 1) * 8);
    npersec = (int)(duration * rounds) + 1; persec = xm(npersec * 8); hinit(&lag); hinit(&ackh_l); hinit(&rp_h);

    Mem m0 = server_mem(), m1 = {0}, m2 = {0}; double cpu0 = server_cpu(), cpu1 = 0;
    int64_t t_start = now_ns(), t_conn = 0, ph_t = 0, last_progress = 0; uint64_t last_recv = 0; int phase = P_CONNECT; bool aborted = false;
    double best_rate = 0, best_p99 = 0; int fails = 0, nramp = 0; Buf jr = {0}; int64_t step_eval = 0, round_next = 0; int round_i = 0; double gen0 = 0, gen1 = 0, b_cpu = 0;
    double step_rate = 0, next_rate = 0; double idle_cpu0 = 0, idle_cpu = -1; int64_t idle_t0 = 0;
    struct epoll_event ev[128]; int64_t now = t_start, bye_t = 0;

    while (phase != P_END) {
        int64_t dl = now + 20000000LL; if (pub_on && !closed_loop && next_due < dl) dl = next_due;
        if (phase == P_RAMP && step_eval < dl) dl = step_eval;
        if (phase == P_MEASURE && round_next < dl) dl = round_next;
        if (ph_t > now && ph_t < dl) dl = ph_t;
        int64_t w = dl - now; if (w < 0) w = 0; struct timespec ts = { w / 1000000000LL, w % 1000000000LL };
        int n = epoll_pwait2(ep, ev, 128, &ts, NULL);
        if (n < 0 && errno != EINTR) die("epoll: %s", strerror(errno));
        for (int i = 0; i < n; i++) {
            Conn *c = ev[i].data.ptr; if (c->fd < 0) continue;
            if (ev[i].events & (EPOLLERR | EPOLLHUP) && !(ev[i].events & EPOLLIN)) { int e = 0; socklen_t sl = sizeof e; getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &e, &sl); conn_close(c, e ? strerror(e) : "hangup"); continue; }
            if (ev[i].events & EPOLLOUT) on_writable(c);
            if (c->fd >= 0 && ev[i].events & EPOLLIN) now = on_readable(c);
            if (pub_on && now >= next_due) publish_due(now);
            if (phase == P_MEASURE && now >= round_next) break;
        }
        now = now_ns(); publish_due(now); flush_dirty();
        if (stop_flag && phase < P_DRAIN) { aborted = true; pub_on = false; phase = P_DRAIN; ph_t = now; }

        switch (phase) {
        case P_CONNECT: {
            while (n_started < nconns && n_inprog < concurrency) start_conn(&conns[n_started]);
            for (int i = 0; i < n_started && n_inprog; i++) if (conns[i].wake && now >= conns[i].wake) { advance(&conns[i]); }
            flush_dirty();
            if (n_started == nconns && n_inprog == 0) { t_conn = now; cpu1 = server_cpu(); phase = P_SETTLE; ph_t = now + (int64_t)(settle * 1e9); }
            else if (now - t_start > conn_timeout * 1e9) {
                for (int i = 0; i < n_started; i++) if (conns[i].st != C_READY) conn_close(&conns[i], "connect timeout");
                n_failed += nconns - n_started; t_conn = now; cpu1 = server_cpu(); n_started = nconns; phase = P_SETTLE; ph_t = now + (int64_t)(settle * 1e9);
            }
            break; }
        case P_SETTLE:
            if (now < ph_t) break;
            if (n_failed) fprintf(stderr, "wsload: %d of %d connections failed: %s\n", n_failed, nconns, first_err);
            if (n_failed * 10 > nconns || n_ready == 0) { aborted = true; m1 = m2 = server_mem(); phase = P_BYE; break; }
            m1 = server_mem(); now = now_ns();
            if (idle) { phase = P_HOLD; idle_cpu0 = server_cpu(); idle_t0 = now; ph_t = now + (int64_t)(hold * 1e9); break; }
            pub_on = true;
            if (have_ramp) { set_rate(ramp_start); phase = P_PREWARM; }
            else { set_rate(rate); phase = P_WARM; }
            ph_t = now + (int64_t)(warmup * 1e9);
            if (closed_loop) { int64_t t = now_ns(); for (int k = 0; k < (window_all ? window : window * npubs); k++) publish_one(k % npubs, t, t); rr = window % npubs; flush_dirty(); next_due = INT64_MAX; phase = P_WARM; }
            break;
        case P_HOLD: if (now >= ph_t) { if (hold > 0) idle_cpu = (server_cpu() - idle_cpu0) / ((now - idle_t0) / 1e9); phase = P_DRAIN; ph_t = now; } break;
        case P_PREWARM:
            if (now < ph_t) break;
            step_rate = ramp_start; set_rate(step_rate); R0 = now + (int64_t)(ramp_step * 0.3e9); R1 = now + (int64_t)(ramp_step * 1e9); rp_got = rp_ok = rp_sent = 0; memset(rp_h.c, 0, HN * 8); rp_h.n = 0; rp_h.max = 0;
            step_eval = R1 + (int64_t)(ramp_limit_ms * 1e6); ph_t = R1; next_rate = 0; phase = P_RAMP; break;
        case P_RAMP: {
            if (!next_rate && now >= R1) { next_rate = step_rate * ramp_mult; set_rate(next_rate); }
            if (now < step_eval) break;
            double ok = rp_sent ? (double)rp_ok / ((double)rp_sent * fanout) : 0; bool pass = ok >= 0.99; double p99 = MS(hq(&rp_h, .99));
            double dps = rp_sent / (ramp_step * 0.7) * fanout;
            if (verbose) printf("  ramp %9.0f msg/s offered %10.0f deliveries/s  in-time %.4f  p50 %.2f p99 %.2f ms %s\n", step_rate, dps, ok, MS(hq(&rp_h, .5)), p99, pass ? "ok" : "FAIL");
            bfmt(&jr, "%s[%.0f,%.0f,%.4f,%.3f]", nramp++ ? "," : "", step_rate, dps, ok, p99); fflush(stdout);
            if (pass) { fails = 0; best_rate = step_rate; best_p99 = p99; } else fails++;
            if (fails >= 2 || next_rate > ramp_max || n_closed_early) { pub_on = false; phase = P_RDRAIN; ph_t = now + (int64_t)(drain_max * 1e9); last_progress = now; last_recv = tot_recv; R0 = INT64_MAX; R1 = 0; break; }
            step_rate = next_rate; next_rate = 0; int64_t s0 = sched_t0; R0 = s0 + (int64_t)(ramp_step * 0.3e9); R1 = s0 + (int64_t)(ramp_step * 1e9);
            rp_got = rp_ok = rp_sent = 0; memset(rp_h.c, 0, HN * 8); rp_h.n = 0; rp_h.max = 0; step_eval = R1 + (int64_t)(ramp_limit_ms * 1e6); ph_t = R1; break; }
        case P_RDRAIN:
            if (tot_recv != last_recv) { last_recv = tot_recv; last_progress = now; }
            if (now - last_progress > 500000000LL || now > ph_t) {
                if (best_rate <= 0) best_rate = ramp_start / 4;
                if (!rate_set) rate = best_rate * then_frac;
                if (rounds <= 0 || duration <= 0) { phase = P_DRAIN; ph_t = now; break; }
                pub_on = true; set_rate(rate); phase = P_WARM; ph_t = now + (int64_t)(warmup * 1e9);
            }
            break;
        case P_WARM:
            if (now < ph_t) break;
            W0 = now; WD = (int64_t)(duration * 1e9); W1 = W0 + WD * rounds; win_recv = win_frames = win_bytes = 0;
            r_cpu[0] = server_cpu(); b_cpu = -beside_cpu(); gen0 = self_cpu(); round_i = 0; round_next = W0 + WD; phase = P_MEASURE; break;
        case P_MEASURE:
            if (now < round_next) break;
            r_cpu[++round_i] = server_cpu(); round_next += WD;
            if (round_i >= rounds) { gen1 = self_cpu(); b_cpu += beside_cpu(); pub_on = false; phase = P_DRAIN; ph_t = now + (int64_t)(drain_max * 1e9); last_progress = now; last_recv = tot_recv; }
            break;
        case P_DRAIN:
            if (tot_recv != last_recv) { last_recv = tot_recv; last_progress = now; }
            if (idle || aborted || tot_recv >= tot_sent * (uint64_t)fanout || now - last_progress > 5000000000LL || now > ph_t) { m2 = server_mem(); phase = P_BYE; }
            break;
        case P_BYE:
            stop_flag = 1;
            if (!bye_t) { bye_t = now_ns(); now = bye_t; for (int i = 0; i < nconns; i++) if (conns[i].st == C_READY) { char cc[2] = { 3, (char)0xe8 }; ws_send(&conns[i], 8, cc, 2); } flush_dirty(); }
            if (n_ready == 0 || now - bye_t > 2000000000LL) phase = P_END;
            break;
        }
    }
    /* --------------------------------------------------------------- report */
    uint64_t lost = 0, dup = 0, expw = 0, gotw = 0, lost_all = 0, dup_all = 0, sentw = 0;
    for (int p = 0; p < npubs; p++) for (uint32_t s = 0; s < pseq[p]; s++) {
        int c = pcnt[p][s]; if (c < fanout) lost_all += fanout - c; else dup_all += c - fanout;
        if (plo[p] != UINT32_MAX && s >= plo[p] && s < phi[p]) { sentw++; expw += fanout; gotw += c; if (c < fanout) lost += fanout - c; else dup += c - fanout; }
    }
    Hist all; hinit(&all); for (int i = 0; i < rounds; i++) hmerge(&all, &rh[i]);
    double secs = duration * rounds, cpu = round_i ? r_cpu[round_i] - r_cpu[0] : 0, dps = secs > 0 ? win_recv / secs : 0;
    double cud = win_recv ? cpu * 1e6 / win_recv : 0; double *rc = xm((rounds + 1) * 8); int nrc = 0;
    for (int i = 0; i < round_i; i++) if (r_recv[i]) rc[nrc++] = (r_cpu[i + 1] - r_cpu[i]) * 1e6 / r_recv[i];
    qsort(rc, nrc, 8, cmpd); double cmed = nrc ? rc[nrc / 2] : 0;
    int np = (int)secs; double *ps = xm((np + 1) * 8); for (int i = 0; i < np; i++) ps[i] = persec[i]; qsort(ps, np, 8, cmpd);
    double bpc_r = n_started ? (m1.rss - m0.rss) / nconns : 0, bpc_p = nconns ? (m1.pss - m0.pss) / nconns : 0;
    printf("== %s %s: %d connections (%d failed, %d closed early) in %.2f s = %.0f/s, server CPU %.0f us/connection\n", label, scenario_name, nconns, n_failed, n_closed_early, (t_conn - t_start) / 1e9, nconns / ((t_conn - t_start) / 1e9), (cpu1 - cpu0) * 1e6 / nconns);
    if (first_err[0]) printf("   first error: %s\n", first_err);
    printf("   memory RSS %.1f -> %.1f -> %.1f MiB, PSS %.1f -> %.1f -> %.1f MiB, per connection RSS %.0f PSS %.0f bytes\n", m0.rss / 1048576, m1.rss / 1048576, m2.rss / 1048576, m0.pss / 1048576, m1.pss / 1048576, m2.pss / 1048576, bpc_r, bpc_p);
    if (idle_cpu >= 0) printf("   idle CPU %.4f cores over %.0f s\n", idle_cpu, hold);
    if (have_ramp && !round_i) printf("   ramp: sent %llu, received %llu, lost %llu dup %llu ooo %llu, %.2f deliveries per frame\n", (unsigned long long)tot_sent, (unsigned long long)tot_recv, (unsigned long long)lost_all, (unsigned long long)dup_all, (unsigned long long)tot_ooo, tot_frames ? (double)tot_recv / tot_frames : 0);
    if (have_ramp) printf("   max sustained (p99 <= %.0f ms): %.0f msg/s = %.0f deliveries/s (p99 %.2f ms there)\n", ramp_limit_ms, best_rate, best_rate * fanout, best_p99);
    if (!idle && round_i) {
        printf("   %s %.0f msg/s offered, fan-out %d, %d bytes: sent %llu expected %llu received %llu lost %llu dup %llu ooo %llu gaps %llu bad %llu (whole run lost %llu dup %llu)\n", closed_loop ? "closed" : "open", closed_loop ? 0 : rate, fanout, psize,
               (unsigned long long)sentw, (unsigned long long)expw, (unsigned long long)gotw, (unsigned long long)lost, (unsigned long long)dup, (unsigned long long)tot_ooo, (unsigned long long)tot_gap, (unsigned long long)tot_bad, (unsigned long long)lost_all, (unsigned long long)dup_all);
        printf("   %.0f deliveries/s (per second min %.0f med %.0f max %.0f), %.2f deliveries per frame\n", dps, np ? ps[0] : 0, np ? ps[np / 2] : 0, np ? ps[np - 1] : 0, win_frames ? (double)win_recv / win_frames : 0);
        printf("   latency ms p50 %.3f p90 %.3f p99 %.3f p99.9 %.3f max %.3f; generator send lag p99 %.3f ms, generator %.2f cores\n", MS(hq(&all, .5)), MS(hq(&all, .9)), MS(hq(&all, .99)), MS(hq(&all, .999)), MS(all.max), MS(hq(&lag, .99)), secs > 0 ? (gen1 - gen0) / secs : 0);
        if (ack.n) printf("   acks %llu (%.0f/s), ack latency ms p50 %.3f p99 %.3f max %.3f\n", (unsigned long long)tot_ack, secs > 0 ? win_ack / secs : 0, MS(hq(&ackh_l, .5)), MS(hq(&ackh_l, .99)), MS(ackh_l.max));
        if (npids) printf("   server CPU %.2f s = %.2f cores; %.3f us per delivery (median of rounds %.3f)\n", cpu, secs > 0 ? cpu / secs : 0, cud, cmed);
    }
    Buf j = {0}; bput(&j, "{", 1); jstr(&j, "label", label); jstr(&j, "scenario", scenario_name);
    bfmt(&j, "\"aborted\":%s,\"conns\":%d,\"failed\":%d,\"closed_early\":%d,\"connect_s\":%.3f,\"connect_cpu_us\":%.1f,", aborted ? "true" : "false", nconns, n_failed, n_closed_early, (t_conn - t_start) / 1e9, (cpu1 - cpu0) * 1e6 / nconns);
    jstr(&j, "first_error", first_err);
    bfmt(&j, "\"rss_before\":%.0f,\"rss_connected\":%.0f,\"rss_after\":%.0f,\"pss_before\":%.0f,\"pss_connected\":%.0f,\"pss_after\":%.0f,\"rss_per_conn\":%.0f,\"pss_per_conn\":%.0f,", m0.rss, m1.rss, m2.rss, m0.pss, m1.pss, m2.pss, bpc_r, bpc_p);
    if (idle_cpu >= 0) bfmt(&j, "\"idle_cores\":%.5f,", idle_cpu);
    if (have_ramp) { bfmt(&j, "\"max_rate\":%.0f,\"max_deliveries_per_s\":%.0f,\"max_p99_ms\":%.3f,\"ramp\":[", best_rate, best_rate * fanout, best_p99); if (jr.n) bput(&j, jr.p, jr.n); bfmt(&j, "],"); }
    bfmt(&j, "\"mode\":\"%s\",\"rate\":%.1f,\"fanout\":%d,\"size\":%d,\"warmup_s\":%.1f,\"duration_s\":%.1f,\"rounds_n\":%d,", idle ? "idle" : closed_loop ? "closed" : "open", rate, fanout, psize, warmup, duration, round_i);
    bfmt(&j, "\"sent\":%llu,\"expected\":%llu,\"received\":%llu,\"lost\":%llu,\"dup\":%llu,\"ooo\":%llu,\"gaps\":%llu,\"lost_run\":%llu,\"dup_run\":%llu,\"send_dropped\":%llu,\"refused\":%llu,", (unsigned long long)sentw, (unsigned long long)expw, (unsigned long long)gotw, (unsigned long long)lost, (unsigned long long)dup, (unsigned long long)tot_ooo, (unsigned long long)tot_gap, (unsigned long long)lost_all, (unsigned long long)dup_all, (unsigned long long)send_dropped, (unsigned long long)tot_refused);
    bfmt(&j, "\"deliveries_per_s\":%.1f,\"persec_min\":%.0f,\"persec_med\":%.0f,\"persec_max\":%.0f,\"deliveries_per_frame\":%.3f,\"bytes_per_delivery\":%.1f,", dps, np ? ps[0] : 0, np ? ps[np / 2] : 0, np ? ps[np - 1] : 0, win_frames ? (double)win_recv / win_frames : 0, win_recv ? (double)win_bytes / win_recv : 0);
    bfmt(&j, "\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,\"p999_ms\":%.3f,\"max_ms\":%.3f,\"mean_ms\":%.3f,", MS(hq(&all, .5)), MS(hq(&all, .9)), MS(hq(&all, .99)), MS(hq(&all, .999)), MS(all.max), all.n ? all.sum / all.n / 1e6 : 0);
    bfmt(&j, "\"acks\":%llu,\"acks_per_s\":%.1f,\"ack_p50_ms\":%.3f,\"ack_p99_ms\":%.3f,", (unsigned long long)tot_ack, secs > 0 ? win_ack / secs : 0, MS(hq(&ackh_l, .5)), MS(hq(&ackh_l, .99)));
    if (nbeside) bfmt(&j, "\"beside_us_per_delivery\":%.3f,", win_recv ? b_cpu * 1e6 / win_recv : 0);
    bfmt(&j, "\"cpu_s\":%.3f,\"cpu_cores\":%.3f,\"cpu_us_per_delivery\":%.3f,\"cpu_us_per_delivery_median\":%.3f,\"gen_cores\":%.3f,\"send_lag_p99_ms\":%.3f,\"rounds\":[", cpu, secs > 0 ? cpu / secs : 0, cud, cmed, secs > 0 ? (gen1 - gen0) / secs : 0, MS(hq(&lag, .99)));
    for (int i = 0; i < round_i; i++) bfmt(&j, "%s{\"sent\":%llu,\"deliveries_per_s\":%.1f,\"cpu_us_per_delivery\":%.3f,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f}", i ? "," : "", (unsigned long long)r_sent[i], r_recv[i] / duration, r_recv[i] ? (r_cpu[i + 1] - r_cpu[i]) * 1e6 / r_recv[i] : 0, MS(hq(&rh[i], .5)), MS(hq(&rh[i], .99)), MS(rh[i].max));
    bfmt(&j, "]}\n"); fwrite(j.p, 1, j.n, stdout);
    if (jsonfile) { FILE *f = fopen(jsonfile, "a"); if (f) { fwrite(j.p, 1, j.n, f); fclose(f); } }
    return aborted ? 1 : 0;
}
