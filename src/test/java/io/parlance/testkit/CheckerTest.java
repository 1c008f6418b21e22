package io.parlance.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checker bites: each kind of broken promise is found. */
class CheckerTest {
  private static final long SENDER = 7;
  private final Ledger writer =
      new Ledger(
          SENDER,
          List.of("a", "b", "c"),
          Map.of(
              "a", new Ledger.Promise("id-a", 1),
              "b", new Ledger.Promise("id-b", 2),
              "c", new Ledger.Promise("id-c", 3)),
          Map.of(),
          0,
          Optional.empty());

  private static Json message(String mark, long seq) {
    return Json.object(
        "id",
        "id-" + mark,
        "seq",
        seq,
        "changed_seq",
        seq,
        "sender_id",
        SENDER,
        "content",
        mark + " text",
        "reactions",
        List.of(),
        "deleted",
        false);
  }

  private static List<Json> whole() {
    return new ArrayList<>(List.of(message("a", 1), message("b", 2), message("c", 3)));
  }

  private CheckerReport report(List<Json> history) {
    return CheckerReport.of(history, List.of(writer), List.of(Replica.lines(history)));
  }

  private void isFound(CheckerReport report) {
    assertThatThrownBy(report::assertKept).isInstanceOf(AssertionError.class);
  }

  @Test
  void wholeHistoryPasses() {
    report(whole()).assertWhole();
  }

  @Test
  void lostMessageIsFound() {
    List<Json> history = whole();
    history.remove(2);
    assertThat(report(history).lost()).isEqualTo(1);
    isFound(report(history));
  }

  @Test
  void messageUnderAnotherIdOrSeqOrSenderIsLost() {
    for (Json other :
        List.of(
            message("c", 3).with("id", "id-x"),
            message("c", 4),
            message("c", 3).with("sender_id", 8))) {
      List<Json> history = whole();
      history.set(2, other);
      assertThat(report(history).lost()).isEqualTo(1);
    }
  }

  @Test
  void doubledMessageIsFound() {
    List<Json> history = whole();
    history.add(message("b", 4).with("id", "id-b2"));
    assertThat(report(history).doubled()).isEqualTo(1);
    isFound(report(history));
  }

  @Test
  void gapIsFound() {
    List<Json> history = List.of(message("a", 1), message("b", 2), message("c", 4));
    assertThat(report(history).gaps()).isEqualTo(1);
  }

  @Test
  void exchangedMessagesAreOutOfOrder() {
    List<Json> history = List.of(message("b", 1), message("a", 2), message("c", 3));
    assertThat(report(history).outOfOrder()).isEqualTo(1);
  }

  @Test
  void whatNobodySentIsStrange() {
    List<Json> history = whole();
    history.add(message("z", 4));
    assertThat(report(history).strange()).isEqualTo(1);
    isFound(report(history));
  }

  @Test
  void readerThatMissedSomethingDiffers() {
    List<String> read = Replica.lines(whole().subList(0, 2));
    CheckerReport report = CheckerReport.of(whole(), List.of(writer), List.of(read));
    assertThat(report.readersThatDiffer()).isEqualTo(1);
    isFound(report);
  }

  @ParameterizedTest
  @EnumSource(CheckedChange.class)
  void changeThatIsNotThereIsLost(CheckedChange change) {
    Ledger changed =
        new Ledger(
            SENDER, writer.sent(), writer.promises(), Map.of("b", change), 0, Optional.empty());
    CheckerReport report =
        CheckerReport.of(whole(), List.of(changed), List.of(Replica.lines(whole())));
    assertThat(report.lost()).isEqualTo(1);
    isFound(report);
  }

  @Test
  void changesThatAreThereAreKept() {
    Ledger changed =
        new Ledger(
            SENDER,
            writer.sent(),
            writer.promises(),
            Map.of("a", CheckedChange.EDIT, "b", CheckedChange.DELETE, "c", CheckedChange.REACT),
            1,
            Optional.empty());
    Json reaction = Json.object("emoji", "\uD83D\uDE80", "count", 1, "user_ids", List.of(SENDER));
    List<Json> history =
        List.of(
            message("a", 1).with("content", "a edited", "edited_at", "then", "changed_seq", 4),
            message("b", 2).with("content", null, "deleted", true, "changed_seq", 5),
            // the edit was carried out twice: 6 is not to be seen
            message("c", 3).with("reactions", Json.array(reaction), "changed_seq", 7));
    CheckerReport.of(history, List.of(changed), List.of(Replica.lines(history))).assertWhole();
  }

  @Test
  void unacknowledgedMessageIsNoBrokenPromiseButNotWholeEither() {
    Ledger early =
        new Ledger(
            SENDER,
            List.of("a", "b"),
            Map.of("a", new Ledger.Promise("id-a", 1)),
            Map.of(),
            0,
            Optional.empty());
    List<Json> history = List.of(message("a", 1));
    CheckerReport report =
        CheckerReport.of(history, List.of(early), List.of(Replica.lines(history)));
    report.assertKept();
    assertThatThrownBy(report::assertWhole).isInstanceOf(AssertionError.class);
  }
}
