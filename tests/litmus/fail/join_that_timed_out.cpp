// After a join that gave up the thread still runs.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <memory>

namespace {

void* write(void* number) {
    *static_cast<int*>(number) = 1;
    return nullptr;
}

}  // namespace

CONTEND_TEST(Litmus, JoinThatTimedOut) {
    return contend::body([] {
               const auto number = std::make_unique<int>(0);
               pthread_t thread{};
               pthread_create(&thread, nullptr, write, number.get());
               const timespec past{1, 0};
               const bool ended = pthread_timedjoin_np(thread, nullptr, &past) == 0;
               *number = 2;
               if (!ended) pthread_join(thread, nullptr);
           })
        .expect("data-race");
}
