// Its process is killed, as if from outside, the first time that it comes there: when the file that it is given is not there
// yet.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#include <thread>

int main(int count, char** arguments) {
    std::thread other([] {});
    const int file = count > 1 ? open(arguments[1], O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
    if (file >= 0) kill(getpid(), SIGKILL);
    other.join();
    return 0;
}
