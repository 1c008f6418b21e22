package io.parlance.operations;

import io.parlance.gateway.Suspensions;
import io.parlance.hub.Heartbeat;
import io.parlance.hub.Hub;
import io.parlance.messages.Lanes;
import io.parlance.presence.Presence;
import io.parlance.presence.Typing;
import io.parlance.protocol.CloseReason;
import io.parlance.readstate.UnreadCounts;
import io.parlance.security.ClientAddress;
import io.parlance.storage.Compaction;
import io.parlance.storage.Threads;
import io.parlance.timeline.HeadSweep;
import io.parlance.timeline.LongPoll;
import io.parlance.topics.Topics;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.logging.Logger;

/**
 * Starts what works in the background, once the schema is there. It names the last of those before
 * it only: Payara 6.2025.10 takes two ways to the same bean for a cycle.
 */
@jakarta.ejb.Startup
@Singleton
@DependsOn("Introductions")
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {
  private static final Logger LOG = Logger.getLogger(Startup.class.getName());

  @Inject private ClientAddress addresses;
  @Inject private Lanes lanes;
  @Inject private Heartbeat heartbeat;
  @Inject private HeadSweep headSweep;
  @Inject private Presence presence;
  @Inject private Typing typing;
  @Inject private UnreadCounts unreadCounts;
  @Inject private LongPoll longPoll;
  @Inject private Topics topics;
  @Inject private Suspensions suspensions;
  @Inject private Compaction compaction;
  @Inject private DemoConversations demo;
  @Inject private Threads threads;

  @PostConstruct
  void start() {
    // a bean of the application begins with its first call, whatever that is
    for (Object bean :
        new Object[] {
          addresses,
          lanes,
          heartbeat,
          headSweep,
          presence,
          typing,
          unreadCounts,
          longPoll,
          topics,
          suspensions,
          compaction
        }) {
      String started = bean.toString();
      LOG.fine(() -> "Started " + started);
    }
    // WildFly lets no thread call an enterprise bean before all that start first have started
    threads.start("demo", demo::makeOnce);
  }

  /**
   * Payara tells sockets nothing when it stops, unless somebody does; CDI's own word is too late.
   */
  @WebListener
  public static class Stop implements ServletContextListener {
    @Inject private Hub hub;

    @Override
    public void contextDestroyed(ServletContextEvent event) {
      hub.closeAll(CloseReason.RESTARTING);
    }
  }
}
