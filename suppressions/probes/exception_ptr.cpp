// raise: a correct use of std::exception_ptr. The main thread gives up the last owner, after the other thread has looked at
//        the exception and let go of it.
// other: the two threads write to a variable of the exception, unordered.
#include <chrono>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <thread>

namespace {

struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
    mutable int looks = 0;
};

// Its parameter's type must not be what silences the race.
void look(const std::exception_ptr& failure, bool write) {
    try {
        std::rethrow_exception(failure);
    } catch (const Failure& caught) {
        if (write) ++caught.looks;
        if (caught.what()[0] != 'x') std::terminate();
    }
}

}  // namespace

int main(int, char** arguments) {
    const bool other = std::strcmp(arguments[1], "other") == 0;
    std::exception_ptr failure = std::make_exception_ptr(Failure("x"));
    std::thread thread([failure, other]() mutable {
        look(failure, other);
        if (!other) failure = nullptr;
    });
    if (other) look(failure, true);
    // Time orders nothing: it only lets the other thread go first.
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    if (!other) failure = nullptr;
    thread.join();
}
