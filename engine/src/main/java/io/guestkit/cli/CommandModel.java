package io.guestkit.cli;

import java.util.List;

/**
 * How a command is called.
 *
 * @param name its words, such as {@code image info}
 * @param summary one sentence
 * @param details what else its help says, a paragraph each
 * @param options its options
 * @param operands its operands in order; only the last one has a number that varies
 * @param examples command lines
 */
record CommandModel(
    String name,
    String summary,
    List<String> details,
    List<Option> options,
    List<Operand> operands,
    List<String> examples) {}
