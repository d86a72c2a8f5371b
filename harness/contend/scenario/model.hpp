#pragma once

#include <contend/scenario/construction.hpp>
#include <contend/scenario/declare.hpp>
#include <contend/scenario/outline.hpp>
#include <contend/scenario/state.hpp>
#include <contend/scenario/type_name.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace contend {

/// What the operations of a specification should do, told by an object of type `M` that only one
/// thread uses; the library's own are in <contend/check/models.hpp>.
///
///     contend::model<std::map<int, int>>()
///         .operation("put", [](auto& map, int key, int value) { map[key] = value; })
///         .operation("get", [](const std::map<int, int>& map, int key) { … })
///
/// A value: each function returns a changed copy. Every operation of the specification needs one of
/// the same name here, with the same types of parameters, up to references; both results must be equal
/// as values. An operation that throws can not come at that point of an order, and neither can one that
/// waits. A model with a member function `state()` tells its state by it.
template <class M> class Model {
    static_assert(std::is_object_v<M> && !std::is_const_v<M>,
                  "contend::model<M>: M is a type of objects");

public:
    Model();

    /// `function` as in Spec::operation(); the types of its parameters must be known, so no generic
    /// lambda.
    template <class Function>
    [[nodiscard]] Model operation(std::string name, Function function) const;

    /// As Spec::construct().
    template <class Factory> [[nodiscard]] Model construct(Factory factory) const;

    /// `function(const M&)` returns what there is to know of the model for all that it will answer: a
    /// number, a string, a container of such. It saves most of the work, and is never needed.
    template <class Function> [[nodiscard]] Model state(Function function) const;

    std::shared_ptr<const scenario::ModelOutline> outline() const {
        return std::make_shared<const scenario::ModelOutline>(outline_);
    }

private:
    scenario::ModelOutline outline_;
};

/// A model that says nothing yet.
template <class M> [[nodiscard]] Model<M> model() { return Model<M>(); }

template <class M> Model<M>::Model() {
    outline_.type = scenario::type_name<M>();
    outline_.construction = scenario::Construction::by_default<M>();
    outline_.state = scenario::State::by_default<M>();
}

namespace scenario {

template <class M, class Function, class... Parameters>
ModelOperation model_operation(Types<Parameters...>, std::string name, Function function) {
    constexpr bool is_called = subject_as<M, Function, Parameters...>() != SubjectAs::nothing;
    static_assert(is_called,
                  "contend cannot call this operation of the model: it must be callable with M&, "
                  "const M& or M*, and then its arguments");
    ModelOperation operation;
    operation.name = std::move(name);
    if constexpr (is_called) {
        (operation.arguments.push_back(&typeid(ArgumentOf<Parameters>)), ...);
        (operation.argument_names.push_back(type_name<ArgumentOf<Parameters>>()), ...);
        operation.reads_only = Signature<Function>::reads_only;
        operation.bind = binder<M, Function, Parameters...>(std::move(function));
    }
    return operation;
}

}  // namespace scenario

template <class M>
template <class Function>
Model<M> Model<M>::operation(std::string name, Function function) const {
    constexpr bool is_known = scenario::Signature<Function>::known;
    static_assert(is_known,
                  "contend does not know the parameters of this operation of the model: no generic "
                  "or overloaded function object, please");
    Model changed = *this;
    if constexpr (is_known) {
        changed.outline_.operations.push_back(
            scenario::model_operation<M>(typename scenario::Signature<Function>::Parameters(),
                                         std::move(name), std::move(function)));
    }
    return changed;
}

template <class M> template <class Factory> Model<M> Model<M>::construct(Factory factory) const {
    Model changed = *this;
    changed.outline_.construction = scenario::Construction::by<M>(std::move(factory));
    return changed;
}

template <class M> template <class Function> Model<M> Model<M>::state(Function function) const {
    Model changed = *this;
    changed.outline_.state = scenario::State::by<M>(std::move(function));
    return changed;
}

}  // namespace contend
