/**
 * Applications that no package of the system brought: snaps and flatpaks. Of snapd neither its
 * state file, which holds credentials, nor the squashfs image of a snap is read: so a snap's
 * version and publisher, which only those tell, stay unknown; its revision says which one it is.
 *
 * <p>Sources: snapd's documentation, "System files" and "Data locations"; flatpak(1),
 * flatpak-list(1) and the description of the files of a deployment in flatpak's documentation;
 * GVariant specification 1.0.
 */
@NullMarked
package io.guestkit.inspect.applications;

import org.jspecify.annotations.NullMarked;
