// Accounts with a lock each. The audit takes all locks, so it sees all accounts at one time.
//
// Wrong: a transfer takes the money under one lock, and gives it under the other. In between it is nowhere.
#include "suite.hpp"

#include <array>
#include <mutex>

namespace {

template <bool Right> class Ledger {
public:
    static contend::Testable specification() {
        return contend::spec<Ledger>()
            .operation("transfer", &Ledger::transfer)
            .operation("audit", &Ledger::audit);
    }

private:
    struct Account {
        std::mutex mutex;
        int balance = 100;
    };

    void transfer(unsigned from, unsigned to) {
        std::unique_lock lock_from(accounts_[from].mutex, std::defer_lock);
        std::unique_lock lock_to(accounts_[to].mutex, std::defer_lock);
        if constexpr (Right)
            std::lock(lock_from, lock_to);
        else
            lock_from.lock();
        accounts_[from].balance -= 10;
        if constexpr (!Right) {
            lock_from.unlock();
            lock_to.lock();
        }
        accounts_[to].balance += 10;
    }

    void audit() {
        const std::scoped_lock all(accounts_[0].mutex, accounts_[1].mutex);
        EXPECT_EQ(accounts_[0].balance + accounts_[1].balance, 200);
    }

    std::array<Account, 2> accounts_;
};

}  // namespace

CONTEND_QUALITY(transfer_seen_between) {
    return contend::quality::right_and_wrong<Ledger>("assertion",
                                                     "/audit+audit+audit+transfer:0:1/audit/");
}
