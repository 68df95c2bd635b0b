package io.guestkit.inspect.sqlite;

import java.util.List;

/**
 * The columns of a table.
 *
 * @param names in the order of the values in a row
 * @param rowidColumn the column that is another name for the row's number, or -1
 */
record TableColumns(List<String> names, int rowidColumn) {}
