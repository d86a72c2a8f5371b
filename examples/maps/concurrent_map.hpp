#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <utility>

/// What every map of this folder can do, however its threads agree: so that one specification judges all of
/// them, and one can take the place of another.
namespace maps {

/// Any thread may call these at any time. Each call that concerns one key is linearizable: it takes effect
/// at one moment between its begin and its end. Two calls are not one: between them anybody else may come.
///
///     load(key)                        the value of the key, if it has one
///     store(key, value)                gives it this value
///     erase(key)                       whether it had one; it has none now
///     load_or_store(key, value)        its value, and true; if it had none, this one now, and false
///     compare_and_swap(key, old, new)  whether its value was `old`; it is `new` now
///     size()                           how many keys have a value
///     for_each(f)                      f(key, value) for each of them, in no order, for none twice
///
/// What a map promises beyond that, it says in constants:
///
///     size_is_linearizable         the size is that of one moment; otherwise, keys that come or go meanwhile
///                                  may be counted or not
///     for_each_is_linearizable     f sees the map of one moment; otherwise, as for the size
///     for_each_may_use_the_map     f may call the map; otherwise it would wait for itself
template <class Map>
concept ConcurrentMap =
    requires(Map& map, const Map& read, const typename Map::key_type& key,
             const typename Map::mapped_type& value,
             void (*f)(const typename Map::key_type&, const typename Map::mapped_type&)) {
        { read.load(key) } -> std::same_as<std::optional<typename Map::mapped_type>>;
        map.store(key, value);
        { map.erase(key) } -> std::same_as<bool>;
        {
            map.load_or_store(key, value)
        } -> std::same_as<std::pair<typename Map::mapped_type, bool>>;
        { map.compare_and_swap(key, value, value) } -> std::same_as<bool>;
        { read.size() } -> std::same_as<std::size_t>;
        read.for_each(f);
        { Map::size_is_linearizable } -> std::convertible_to<bool>;
        { Map::for_each_is_linearizable } -> std::convertible_to<bool>;
        { Map::for_each_may_use_the_map } -> std::convertible_to<bool>;
    };

}  // namespace maps
