/** What is shipped around the exporter: rules, dashboards, the unit of systemd. */
@NullMarked
package io.guestkit.dist.monitoring;

import org.jspecify.annotations.NullMarked;
