package io.parlance.topics.shop;

import io.parlance.security.Caller;
import io.parlance.topics.TopicAuthorizer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** Lets people to topics that bear their name, and cannot tell for one. */
@Named("guests")
@ApplicationScoped
public class Guests implements TopicAuthorizer {
  @Override
  public boolean maySubscribe(Caller caller, String topic) {
    if (topic.endsWith(":broken")) {
      throw new StackOverflowError("a test's");
    }
    return topic.endsWith(":" + caller.username());
  }

  @Override
  public boolean mayPublish(Caller caller, String topic) {
    return maySubscribe(caller, topic);
  }
}
