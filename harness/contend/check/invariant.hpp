#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace contend::check {

/// A named condition on the subject that must hold whenever no operation is running. Immutable;
/// copies share it.
class Invariant {
public:
    /// `predicate` is called as `bool(const T&)`; a member function of `T` will do.
    template <class T, class Predicate> static Invariant on(std::string name, Predicate predicate) {
        Invariant invariant;
        invariant.name_ = std::move(name);
        invariant.holds_ = [](const void* closure, const void* subject) -> bool {
            return static_cast<bool>(std::invoke(*static_cast<const Predicate*>(closure),
                                                 *static_cast<const T*>(subject)));
        };
        invariant.closure_ = std::make_shared<const Predicate>(std::move(predicate));
        return invariant;
    }

    const std::string& name() const { return name_; }

    /// Whether the condition holds of the object of type `T` at `subject`. What the predicate
    /// throws comes out.
    bool holds(const void* subject) const { return holds_(closure_.get(), subject); }

private:
    Invariant() = default;

    std::string name_;
    bool (*holds_)(const void* closure, const void* subject) = nullptr;
    std::shared_ptr<const void> closure_;
};

}  // namespace contend::check
