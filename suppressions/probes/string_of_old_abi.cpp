// raise: a correct use of the strings from before C++11, whose copies share their characters. The main thread destroys its
//        copy, and with it the characters, after the other thread has made them its own.
// other: both threads write to one string, unordered.
#include <chrono>
#include <cstring>
#include <string>
#include <thread>

int main(int, char** arguments) {
    const bool other = std::strcmp(arguments[1], "other") == 0;
    auto* const original = new std::string("characters");
    std::thread thread([copy = *original, original, other]() mutable {
        copy[0] = 'C';
        if (other) (*original)[0] = 'O';
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    if (other)
        (*original)[0] = 'o';
    else
        delete original;
    thread.join();
}
