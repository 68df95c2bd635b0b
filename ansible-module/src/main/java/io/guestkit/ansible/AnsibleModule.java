package io.guestkit.ansible;

/** What one module of the collection does; its documentation stands beside its launcher. */
interface AnsibleModule {

  /** Returns its name in the collection. */
  String name();

  /** Returns its arguments. */
  ArgumentSpec spec();

  /**
   * Does what a task asks.
   *
   * @param arguments without an error
   * @throws ModuleFailure if the task fails
   */
  ModuleResult run(CheckedArguments arguments) throws ModuleFailure;
}
