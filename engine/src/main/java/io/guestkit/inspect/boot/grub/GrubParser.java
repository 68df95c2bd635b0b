package io.guestkit.inspect.boot.grub;

import io.guestkit.block.CorruptImageException;
import io.guestkit.inspect.boot.grub.GrubLexer.Kind;
import io.guestkit.inspect.boot.grub.GrubLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses a script of GRUB 2. */
final class GrubParser {
  /** 64: scripts that are made have five levels; bounds the recursion. */
  private static final int MAX_DEPTH = 64;

  private final GrubLexer lexer;
  private final List<Command> commands = new ArrayList<>();
  private Token token = new Token(Kind.SEPARATOR, new Word(List.of()));
  private int depth;

  GrubParser(String path, String text) {
    lexer = new GrubLexer(path, text);
  }

  /** Returns the commands that were parsed: all of them, or those before the mistake. */
  List<Command> commands() {
    return commands;
  }

  /** Parses the whole script. */
  void parse() throws CorruptImageException {
    addList(commands, Set.of());
    if (token.kind() != Kind.END) {
      throw lexer.corrupt("a brace closes nothing");
    }
  }

  private void advance() throws CorruptImageException {
    token = lexer.next();
  }

  private void skipSeparators() throws CorruptImageException {
    while (token.kind() == Kind.SEPARATOR) {
      advance();
    }
  }

  private void addList(List<Command> list, Set<String> ends) throws CorruptImageException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw lexer.corrupt("more than %d levels".formatted(MAX_DEPTH));
    }
    skipSeparators();
    while (token.kind() == Kind.WORD && !isOneOf(ends)) {
      list.add(command());
      skipSeparators();
    }
    depth--;
  }

  private List<Command> list(String... ends) throws CorruptImageException {
    List<Command> list = new ArrayList<>();
    addList(list, Set.of(ends));
    return list;
  }

  private boolean isOneOf(Set<String> keywords) {
    for (String keyword : keywords) {
      if (token.word().is(keyword)) {
        return true;
      }
    }
    return false;
  }

  private void expect(String keyword) throws CorruptImageException {
    if (!token.word().is(keyword)) {
      throw lexer.corrupt("%s is missing".formatted(keyword));
    }
    advance();
  }

  private Command command() throws CorruptImageException {
    Word word = token.word();
    if (word.is("if")) {
      return conditional();
    }
    if (word.is("for")) {
      return loopOverWords();
    }
    if (word.is("while") || word.is("until")) {
      return loop();
    }
    return word.is("function") ? function() : simple();
  }

  private Command conditional() throws CorruptImageException {
    List<Command.Branch> branches = new ArrayList<>();
    do {
      advance(); // if, elif
      List<Command> condition = list("then");
      expect("then");
      branches.add(new Command.Branch(condition, list("elif", "else", "fi")));
    } while (token.word().is("elif"));
    if (token.word().is("else")) {
      advance();
      branches.add(new Command.Branch(List.of(), list("fi")));
    }
    expect("fi");
    return new Command.Conditional(branches);
  }

  private Command loopOverWords() throws CorruptImageException {
    advance();
    String variable = name();
    expect("in");
    List<Word> words = new ArrayList<>();
    while (token.kind() == Kind.WORD) {
      words.add(token.word());
      advance();
    }
    return new Command.For(variable, words, body());
  }

  private Command loop() throws CorruptImageException {
    boolean until = token.word().is("until");
    advance();
    List<Command> condition = list("do");
    return new Command.While(condition, body(), until);
  }

  private List<Command> body() throws CorruptImageException {
    skipSeparators();
    expect("do");
    List<Command> body = list("done");
    expect("done");
    return body;
  }

  private Command function() throws CorruptImageException {
    advance();
    String name = name();
    skipSeparators();
    List<Command> block = block();
    if (block == null) {
      throw lexer.corrupt("a function has no body");
    }
    return new Command.Function(name, block);
  }

  private String name() throws CorruptImageException {
    if (token.word().parts().size() != 1) {
      throw lexer.corrupt("a name is missing");
    }
    String name = token.word().parts().getFirst().text();
    advance();
    return name;
  }

  private @Nullable List<Command> block() throws CorruptImageException {
    if (token.kind() != Kind.OPEN) {
      return null;
    }
    advance();
    List<Command> block = list();
    if (token.kind() != Kind.CLOSE) {
      throw lexer.corrupt("a brace is not closed");
    }
    advance();
    return block;
  }

  private Command simple() throws CorruptImageException {
    List<Word> words = new ArrayList<>();
    while (token.kind() == Kind.WORD) {
      words.add(token.word());
      advance();
    }
    return new Command.Simple(words, block());
  }
}
