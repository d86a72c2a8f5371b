// A thread that another one detaches, perhaps after its end.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <thread>

namespace {

void* end_at_once(void*) { return nullptr; }

}  // namespace

CONTEND_TEST(Litmus, ThreadDetachedLater) {
    return contend::body([] {
        pthread_t thread{};
        pthread_create(&thread, nullptr, end_at_once, nullptr);
        std::thread([thread] { EXPECT_EQ(pthread_detach(thread), 0); }).detach();
    });
}
