// Every call of this account is locked, so there is no data race for ThreadSanitizer to see.
//
// Wrong all the same: between the look at the balance and the withdrawal, somebody else withdraws.
// The invariant tells.
#include <contend/gtest.hpp>

#include <mutex>

namespace {

class Account {
public:
    int balance() const {
        const std::lock_guard lock(mutex_);
        return balance_;
    }

    void take(int amount) {
        const std::lock_guard lock(mutex_);
        balance_ -= amount;
    }

    bool withdraw(int amount) {
        if (balance() < amount) return false;
        take(amount);
        return true;
    }

private:
    mutable std::mutex mutex_;
    int balance_ = 1;
};

}  // namespace

CONTEND_TEST(Account, IsOverdrawn) {
    return contend::spec<Account>()
        .operation("balance", &Account::balance)
        .operation("withdraw", &Account::withdraw)
        .invariant("is never overdrawn", [](const Account& a) { return a.balance() >= 0; })
        .expect("invariant");
}
