import type { ErrorCode, LocalCode } from './protocol.ts';

export interface Violation {
  field?: string;
  message?: string;
}

export interface ErrorInfo {
  status?: number | undefined;
  retryAfterMs?: number | undefined;
  violations?: Violation[] | undefined;
  cause?: unknown;
}

/** A refusal, over either door, or the reason why there is no answer. */
export class ParlanceError extends Error {
  readonly code: ErrorCode | LocalCode;
  /** The HTTP status, where it came by REST. */
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly violations: Violation[] | undefined;

  constructor(code: ErrorCode | LocalCode, detail: string, info: ErrorInfo = {}) {
    super(detail || code, { cause: info.cause });
    this.name = 'ParlanceError';
    this.code = code;
    this.status = info.status;
    this.retryAfterMs = info.retryAfterMs;
    this.violations = info.violations;
  }

  /** The same request may succeed later, unchanged. */
  get retryable(): boolean {
    switch (this.code) {
      case 'rate_limited':
      case 'unavailable':
      case 'network':
      case 'timeout':
      case 'unauthorized':
      case 'internal_error':
        return true;
      default:
        return (this.status ?? 0) >= 500;
    }
  }
}

export const asError = (reason: unknown): ParlanceError =>
  reason instanceof ParlanceError
    ? reason
    : new ParlanceError('network', reason instanceof Error ? reason.message : String(reason), {
        cause: reason,
      });
