// Who stays away without dropping out keeps the others for ever.
#include <contend/gtest.hpp>

#include <barrier>
#include <thread>

CONTEND_TEST(Litmus, BarrierLeftByReturn) {
    return contend::body([] {
               std::barrier<> phase(2);
               std::thread stays([&] { phase.arrive_and_wait(); });
               std::thread leaves([] {});
               stays.join();
               leaves.join();
           })
        .expect("lost-wakeup");
}
