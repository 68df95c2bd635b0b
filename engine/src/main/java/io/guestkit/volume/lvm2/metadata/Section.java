package io.guestkit.volume.lvm2.metadata;

import io.guestkit.block.CorruptImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A section of the text format: entries in the order in which they are written. */
final class Section {
  private final String textName;
  private final String path;
  private final long position;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * An entry.
   *
   * @param position where it starts in the text, in bytes
   */
  record Entry(String key, Value value, long position) {}

  /**
   * Makes an empty section.
   *
   * @param textName what the text is, for messages
   * @param path names of the sections that lead to this one, empty for the whole text
   */
  Section(String textName, String path, long position) {
    this.textName = textName;
    this.path = path;
    this.position = position;
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  /** Returns the section that starts here, of the same text. */
  Section inner(String key, long at) {
    return new Section(textName, path.isEmpty() ? key : path + "/" + key, at);
  }

  List<Entry> entries() {
    return entries;
  }

  /** Returns the sections in this one. */
  List<Entry> sections() {
    List<Entry> sections = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.value() instanceof Value.Block) {
        sections.add(entry);
      }
    }
    return sections;
  }

  /** Returns the first section of a name. */
  Optional<Section> section(String key) throws CorruptImageException {
    Entry entry = find(key);
    return entry == null ? Optional.empty() : Optional.of(section(entry));
  }

  /** Returns the section that an entry is. */
  Section section(Entry entry) throws CorruptImageException {
    if (entry.value() instanceof Value.Block(Section section)) {
      return section;
    }
    throw corrupt(entry, "no section");
  }

  /** Returns a whole number, which must be there. */
  long number(String key) throws CorruptImageException {
    return number(require(key));
  }

  /** Returns a whole number, or what stands for it where it is not written. */
  long number(String key, long otherwise) throws CorruptImageException {
    Entry entry = find(key);
    return entry == null ? otherwise : number(entry);
  }

  private long number(Entry entry) throws CorruptImageException {
    if (entry.value() instanceof Value.Whole(long number)) {
      return number;
    }
    throw corrupt(entry, "no whole number");
  }

  /** Returns a number of at least a least value. */
  long atLeast(long least, String key) throws CorruptImageException {
    return within(least, Long.MAX_VALUE, key);
  }

  /** Returns a number between two values. */
  long within(long least, long most, String key) throws CorruptImageException {
    Entry entry = require(key);
    long number = number(entry);
    if (number < least || number > most) {
      throw corrupt(entry, "value " + number);
    }
    return number;
  }

  /** Returns a string, which must be there. */
  String text(String key) throws CorruptImageException {
    return text(require(key));
  }

  /** Returns a string, or null where it is not written. */
  @Nullable String textOrNull(String key) throws CorruptImageException {
    Entry entry = find(key);
    return entry == null ? null : text(entry);
  }

  private String text(Entry entry) throws CorruptImageException {
    if (entry.value() instanceof Value.Text(String text)) {
      return text;
    }
    throw corrupt(entry, "no string");
  }

  /** Returns an array of strings; none where it is not written. */
  List<String> texts(String key) throws CorruptImageException {
    List<String> texts = new ArrayList<>();
    for (Value value : array(key)) {
      if (value instanceof Value.Text(String text)) {
        texts.add(text);
      } else {
        throw corrupt(key, "not only strings");
      }
    }
    return texts;
  }

  /**
   * Returns the words of status and flags. LVM writes in flags what an older one may ignore, and
   * WRITE_LOCKED in place of WRITE where an older one must not write.
   */
  List<String> status() throws CorruptImageException {
    List<String> words = texts("status");
    words.addAll(texts("flags"));
    if (words.remove("WRITE_LOCKED")) {
      words.add("WRITE");
    }
    return words;
  }

  /** Returns the tags, sorted as LVM shows them. */
  List<String> tags() throws CorruptImageException {
    List<String> tags = texts("tags");
    tags.sort(null);
    return tags;
  }

  /** Returns an array, a lone value being an array of one; none where it is not written. */
  List<Value> array(String key) throws CorruptImageException {
    Entry entry = find(key);
    if (entry == null) {
      return List.of();
    }
    return entry.value() instanceof Value.Array(List<Value> values)
        ? values
        : List.of(entry.value());
  }

  private @Nullable Entry find(String key) {
    for (Entry entry : entries) {
      if (entry.key().equals(key)) {
        return entry;
      }
    }
    return null;
  }

  private Entry require(String key) throws CorruptImageException {
    Entry entry = find(key);
    if (entry == null) {
      throw wrong(key + " is missing");
    }
    return entry;
  }

  /** Returns the exception that says that the entry of a key is wrong. */
  CorruptImageException corrupt(String key, String what) {
    Entry entry = find(key);
    return entry == null ? wrong(key + ": " + what) : corrupt(entry, what);
  }

  private CorruptImageException corrupt(Entry entry, String what) {
    return exception(entry.position(), entry.key() + ": " + what);
  }

  /** Returns the exception that says that a section is wrong. */
  CorruptImageException wrong(String what) {
    return exception(position, what);
  }

  private CorruptImageException exception(long at, String what) {
    return new CorruptImageException(textName, at, path.isEmpty() ? what : path + ": " + what);
  }
}
