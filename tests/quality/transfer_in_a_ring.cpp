// A transfer locks the account it takes from, then the one it gives to.
//
// Wrong: three transfers in a ring each hold what the next one waits for. Ordered by account, nobody would.
#include "suite.hpp"

#include <algorithm>
#include <array>
#include <mutex>

namespace {

template <bool Right> class Accounts {
public:
    static contend::Testable specification() {
        return contend::spec<Accounts>().operation("transfer", &Accounts::transfer);
    }

private:
    struct Account {
        std::mutex mutex;
        int balance = 100;
    };

    void transfer(unsigned from, unsigned to) {
        const unsigned first = Right ? std::min(from, to) : from;
        const std::lock_guard lock_first(accounts_[first].mutex);
        const std::lock_guard lock_second(accounts_[from + to - first].mutex);
        accounts_[from].balance -= 10;
        accounts_[to].balance += 10;
    }

    std::array<Account, 3> accounts_;
};

}  // namespace

CONTEND_QUALITY(transfer_in_a_ring) {
    return contend::quality::right_and_wrong<Accounts>(
        "deadlock",
        "/transfer:0:2+transfer:0:1/transfer:1:2+transfer:1:2/transfer:0:1+transfer:2:0/");
}
