"""What the scripts beside share: whole processes, timed."""
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
HELLO = 'class Hello { public static void main(String[] words) { System.out.println("Hello"); } }'


def jdk():
    """The JDK that the launcher takes."""
    script = 'root=$1; . "$root/dist/src/build/jdk.sh"; find_jdk && printf %s "$home"'
    return pathlib.Path(subprocess.check_output(["sh", "-c", script, "sh", str(ROOT)], text=True))


def hello_jar(home, folder):
    (folder / "Hello.java").write_text(HELLO)
    subprocess.check_call([home / "bin/javac", "Hello.java"], cwd=folder)
    subprocess.check_call(
        [home / "bin/jar", "--create", "--file", "hello.jar", "--main-class", "Hello", "Hello.class"], cwd=folder)
    return [str(home / "bin/java"), "-jar", str(folder / "hello.jar")]


def run(command):
    """Wall seconds, CPU seconds, peak MiB and bytes read (calls of read, not mappings) of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    wall = time.perf_counter() - start
    read = int(pathlib.Path(f"/proc/{process.pid}/io").read_text().split("rchar: ")[1].split()[0])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        sys.exit(f"{command}: status {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, read


def table(rows, base, title):
    """Prints the medians of seconds by name, and their ratio to the one that is called base."""
    print(f"\n{title:44} {'median ms':>10} {'ratio':>6}")
    for name, seconds in rows.items():
        print(f"{name:44} {seconds * 1000:10.1f} {seconds / rows[base]:6.2f}")
