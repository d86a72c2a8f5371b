// Nobody ever joins the thread, or says that nobody will.
#include <contend/gtest.hpp>

#include <pthread.h>

namespace {

void* run(void*) { return nullptr; }

void start() {
    pthread_t thread{};
    pthread_create(&thread, nullptr, run, nullptr);
}

}  // namespace

CONTEND_TEST(Litmus, ThreadLeak) { return contend::body(start).expect("thread-leak"); }
