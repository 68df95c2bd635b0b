package io.guestkit.report;

import org.jspecify.annotations.Nullable;

/** A key by which a machine is known. */
public record SshHostKey(
    @Component("Type of the key, such as ssh-ed25519.") String type,
    @Component("Fingerprint as ssh-keygen -l prints it: SHA256 in base64.") String fingerprint,
    @Component("Length of the key in bits.") @Nullable Integer bits,
    @Component("File of the public key.") String path) {}
