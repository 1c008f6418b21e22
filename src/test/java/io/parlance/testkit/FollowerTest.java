package io.parlance.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker's reader asks for what it lacks, until it has it. */
class FollowerTest {
  private static final long CHANNEL = 5;
  private final Follower follower = new Follower(CHANNEL);

  private static Json message(long seq) {
    return Json.object(
        "id",
        "id-" + seq,
        "seq",
        seq,
        "changed_seq",
        seq,
        "content",
        "x",
        "reactions",
        List.of(),
        "deleted",
        false);
  }

  private static Json event(long seq) {
    return Json.object(
        "type", "new_message", "data", Json.object("channel_id", CHANNEL, "message", message(seq)));
  }

  private static Json resumed(long lastSeq, boolean complete) {
    return Json.object(
        "type",
        "resumed",
        "data",
        Json.object("channel_id", CHANNEL, "last_seq", lastSeq, "complete", complete));
  }

  private void live(long... seqs) {
    for (long seq : seqs) {
      assertThat(follower.take(event(seq))).isEqualTo(Follower.Next.LISTEN);
    }
  }

  private void begun() {
    assertThat(follower.resume()).isZero();
    live(1, 2);
    follower.take(resumed(2, true));
  }

  @Test
  void whatFollowsIsTakenOneByOne() {
    begun();
    live(3, 4);
    assertThat(follower.position()).isEqualTo(4);
    assertThat(follower.replica().lines()).hasSize(4);
    assertThat(follower.missed()).isZero();
  }

  @Test
  void whatComesTwiceOrLateIsCounted() {
    begun();
    live(2, 1);
    assertThat(follower.doubled()).isEqualTo(1);
    assertThat(follower.outOfOrder()).isEqualTo(1);
  }

  @Test
  void gapIsAskedForAgainWhereTheResumingBrokeOff() {
    begun();
    assertThat(follower.take(event(4))).isEqualTo(Follower.Next.RESUME);
    assertThat(follower.resume()).isEqualTo(2);
    // still on its way when the server heard that
    live(5, 6);
    assertThat(follower.take(Json.object("type", "error"))).isEqualTo(Follower.Next.RESUME);
    assertThat(follower.resume()).isEqualTo(2);
    live(3, 4, 5, 6);
    assertThat(follower.position()).isEqualTo(2);
    follower.take(resumed(6, true));
    assertThat(follower.position()).isEqualTo(6);
    assertThat(follower.replica().lines()).hasSize(6);
  }

  @Test
  void moreThanOneSocketTellsIsReadInPages() {
    begun();
    assertThat(follower.resume()).isEqualTo(2);
    live(9, 3);
    assertThat(follower.take(resumed(9, false))).isEqualTo(Follower.Next.PAGE);
    assertThat(follower.position()).isEqualTo(2);
    assertThat(follower.page(List.of(message(3), message(4)))).isEqualTo(Follower.Next.PAGE);
    assertThat(follower.page(List.of(message(7), message(12)))).isEqualTo(Follower.Next.LISTEN);
    assertThat(follower.position()).isEqualTo(9);
    live(10);
  }
}
