package io.parlance.topics;

import java.util.List;
import java.util.stream.LongStream;

/** The places that events got: protocol.md, section 4. */
public record Published(String topic, String epoch, List<Long> offsets) {
  static Published of(String topic, String epoch, long first, int count) {
    return new Published(topic, epoch, LongStream.range(first, first + count).boxed().toList());
  }
}
