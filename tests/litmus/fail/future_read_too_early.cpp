// The number is read before the future is asked.
#include <contend/gtest.hpp>

#include <future>
#include <memory>

CONTEND_TEST(Litmus, FutureReadTooEarly) {
    return contend::body([] {
               const auto number = std::make_unique<int>(0);
               std::future<void> done = std::async(std::launch::async, [&] { ++*number; });
               if (*number == 0) done.wait();
           })
        .expect("data-race");
}
