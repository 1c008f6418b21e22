package io.parlance.storage;

import java.lang.reflect.Array;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How something is written into the rows of a table: one by its values, or many at once, where the
 * database knows {@code unnest} (PostgreSQL), by an array of each column.
 *
 * @param <T> what a row is written from
 */
public final class Mapping<T> {
  private static final Map<Class<?>, String> TYPES =
      Map.of(
          Long.class, "bigint",
          Integer.class, "integer",
          Boolean.class, "boolean",
          String.class, "varchar",
          UUID.class, "uuid",
          OffsetDateTime.class, "timestamptz");

  private final String one;
  private final String many;
  private final List<Column<T>> columns;

  private record Column<T>(String name, Class<?> type, Function<T, ?> value) {}

  private Mapping(String one, String many, List<Column<T>> columns) {
    this.one = one;
    this.many = many;
    this.columns = columns;
  }

  /** Tells about a table's columns, in order; those by which rows are found are the last. */
  public static final class Table<T> {
    private final String name;
    private final List<Column<T>> columns = new ArrayList<>();
    private int keysFrom;

    private Table(String name) {
      this.name = name;
    }

    /** A column that is written. */
    public <V> Table<T> set(String column, Class<V> type, Function<T, V> value) {
      columns.add(new Column<>(column, type, value));
      keysFrom = columns.size();
      return this;
    }

    /** A column by which the row is found. */
    public <V> Table<T> by(String column, Class<V> type, Function<T, V> value) {
      columns.add(new Column<>(column, type, value));
      return this;
    }

    /** New rows. */
    public Mapping<T> insert() {
      String into = "insert into " + name + " (" + join("%s", ", ", columns) + ") ";
      return new Mapping<>(
          into + "values (" + join("?", ", ", columns) + ")",
          into + "select * from " + unnest(),
          List.copyOf(columns));
    }

    /** Changes of rows that are there. */
    public Mapping<T> update() {
      List<Column<T>> set = columns.subList(0, keysFrom);
      String update = "update " + name + " set ";
      return new Mapping<>(
          update + join("%s = ?", ", ", set) + where("%s = ?"),
          update + join("%s = u.%s", ", ", set) + " from " + unnest() + where(own()),
          List.copyOf(columns));
    }

    /** Rows that go. */
    public Mapping<T> delete() {
      String delete = "delete from " + name;
      return new Mapping<>(
          delete + where("%s = ?"),
          delete + " using " + unnest() + where(own()),
          List.copyOf(columns));
    }

    private String where(String test) {
      return " where " + join(test, " and ", columns.subList(keysFrom, columns.size()));
    }

    private String own() {
      return name + ".%s = u.%s";
    }

    private String unnest() {
      String arrays =
          columns.stream()
              .map(column -> "?::" + TYPES.get(column.type()) + "[]")
              .collect(Collectors.joining(", "));
      return "unnest(" + arrays + ") as u (" + join("%s", ", ", columns) + ")";
    }

    private static <T> String join(String format, String between, List<Column<T>> columns) {
      return columns.stream()
          .map(column -> format.replace("%s", column.name()))
          .collect(Collectors.joining(between));
    }
  }

  /** Begins to tell about a table. */
  public static <T> Table<T> of(String table) {
    return new Table<>(table);
  }

  /** The statement for one row; its parameters are {@link #values}. */
  String one() {
    return one;
  }

  /** The statement for many rows; its parameters are {@link #arrays}. */
  String many() {
    return many;
  }

  List<Object> values(T item) {
    List<Object> values = new ArrayList<>(columns.size());
    columns.forEach(column -> values.add(column.value().apply(item)));
    return Collections.unmodifiableList(values); // some are null
  }

  List<Object> arrays(Collection<T> items) {
    List<Object> arrays = new ArrayList<>(columns.size());
    for (Column<T> column : columns) {
      Object[] array = (Object[]) Array.newInstance(column.type(), items.size());
      int i = 0;
      for (T item : items) {
        array[i++] = column.value().apply(item);
      }
      arrays.add(array);
    }
    return arrays;
  }

  /** The name of what an array holds, in both databases. */
  static String type(Object[] array) {
    return TYPES.get(array.getClass().getComponentType());
  }
}
