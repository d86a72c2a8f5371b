// The destructor of the thread-local object runs when the thread ends, which nobody has waited for yet.
#include <contend/gtest.hpp>

#include <memory>
#include <thread>

namespace {

struct Notifies {
    ~Notifies() { ++*number; }
    int* number = nullptr;
};

}  // namespace

CONTEND_TEST(Litmus, ThreadLocalDestructorRaces) {
    return contend::body([] {
               const auto number = std::make_unique<int>(0);
               std::thread thread([&] {
                   static thread_local Notifies notifies;
                   notifies.number = number.get();
               });
               ++*number;
               thread.join();
           })
        .expect("data-race");
}
