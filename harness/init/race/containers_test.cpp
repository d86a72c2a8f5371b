#include "mailbox.hpp"
#include "scores.hpp"

#include <contend/contend.hpp>
#include <contend/gtest.hpp>

CONTEND_TEST(Mailbox, KeepsTheOrder) {
    return contend::spec<Mailbox>()
        .operation("send", &Mailbox::send)
        .operation("receive", &Mailbox::receive);
}

CONTEND_TEST(Scores, AreCountedByManyThreads) {
    return contend::spec<Scores>()
        .operation("add", &Scores::add)
        .operation("total", &Scores::total);
}
