// The thread outlives the number that it writes.
#include <contend/gtest.hpp>

#include <memory>
#include <thread>

CONTEND_TEST(Litmus, DetachedThread) {
    return contend::body([] {
               const auto number = std::make_shared<int>(0);
               std::thread([number] { ++*number; }).detach();
               ++*number;
           })
        .expect("data-race");
}
