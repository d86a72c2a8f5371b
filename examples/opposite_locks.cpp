// A transfer locks the account it takes from, then the account it gives to.
//
// Wrong: two transfers in opposite directions each hold what the other waits for.
// std::scoped_lock over both mutexes would be right.
#include <contend/gtest.hpp>

#include <mutex>

namespace {

class Bank {
public:
    void transfer(bool to_savings, int amount) {
        Account& from = to_savings ? checking_ : savings_;
        Account& to = to_savings ? savings_ : checking_;
        const std::lock_guard lock_from(from.mutex);
        const std::lock_guard lock_to(to.mutex);
        from.balance -= amount;
        to.balance += amount;
    }

private:
    struct Account {
        std::mutex mutex;
        int balance = 100;
    };
    Account checking_;
    Account savings_;
};

}  // namespace

CONTEND_TEST(Bank, LocksInOppositeOrder) {
    return contend::spec<Bank>().operation("transfer", &Bank::transfer).expect("deadlock");
}
