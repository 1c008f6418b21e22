package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MappingTest {
  private record Mark(long person, UUID message, String note) {}

  private static Mapping.Table<Mark> marks() {
    return Mapping.<Mark>of("marks")
        .set("note", String.class, Mark::note)
        .by("person_id", Long.class, Mark::person)
        .by("message_id", UUID.class, Mark::message);
  }

  private static final String ROWS =
      "unnest(?::varchar[], ?::bigint[], ?::uuid[]) as u (note, person_id, message_id)";

  @Test
  void insertsOneByItsValuesAndManyByTheirColumns() {
    assertThat(marks().insert().one())
        .isEqualTo("insert into marks (note, person_id, message_id) values (?, ?, ?)");
    assertThat(marks().insert().many())
        .isEqualTo("insert into marks (note, person_id, message_id) select * from " + ROWS);
  }

  @Test
  void updatesWhatIsFoundByItsKeys() {
    assertThat(marks().update().one())
        .isEqualTo("update marks set note = ? where person_id = ? and message_id = ?");
    assertThat(marks().update().many())
        .isEqualTo(
            "update marks set note = u.note from "
                + ROWS
                + " where marks.person_id = u.person_id and marks.message_id = u.message_id");
  }

  @Test
  void deletesByKeysAlone() {
    Mapping<Mark> delete =
        Mapping.<Mark>of("marks").by("person_id", Long.class, Mark::person).delete();
    assertThat(delete.one()).isEqualTo("delete from marks where person_id = ?");
    assertThat(delete.many())
        .isEqualTo(
            "delete from marks using unnest(?::bigint[]) as u (person_id)"
                + " where marks.person_id = u.person_id");
  }

  @Test
  void valuesAndArraysAreInTheOrderOfTheColumns() {
    UUID id = UUID.randomUUID();
    Mark noted = new Mark(7, id, "a");
    Mark plain = new Mark(8, id, null);
    assertThat(marks().update().values(plain)).containsExactly(null, 8L, id);
    assertThat(marks().update().arrays(List.of(noted, plain)))
        .containsExactly(new String[] {"a", null}, new Long[] {7L, 8L}, new UUID[] {id, id});
  }
}
