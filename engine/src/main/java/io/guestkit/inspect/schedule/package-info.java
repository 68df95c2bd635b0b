/**
 * What runs at set times: tables of cron (of the system, its packages and users), the scripts of
 * cron.hourly and its like, anacron's jobs, jobs of at; timers of systemd come from the units. A
 * task is enabled where the daemon that runs it is installed, no mask holds the daemon's unit back,
 * and the file is one that it takes: its name, its owner, its mode. Not read: who may use cron
 * (cron.allow), the jobs' own scripts, fcron.
 *
 * <p>Sources: crontab(5) and cron(8) of Debian's Vixie cron and of cronie, run-parts(8),
 * anacrontab(5), at(1); the names of at's jobs as its source writes them.
 */
@NullMarked
package io.guestkit.inspect.schedule;

import org.jspecify.annotations.NullMarked;
