#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Internal to the JSON reader: typed access to a document nobody has checked yet.
namespace contend::report {

enum class Presence { required, optional };

/// One JSON object being read. Each `read` fills its target when the key is there with the right
/// type; otherwise it leaves the target alone and, unless the key is optional and absent (or null),
/// notes the error. The first error of a whole document is kept, in the string all its Fields
/// share; reading goes on harmlessly after it.
class Fields {
public:
    using Json = nlohmann::json;

    /// `path` is where the object is in the document ("findings[0].schedule"; "" for the document
    /// itself).
    Fields(const Json& object, std::string path, std::string& error)
        : object_(object), path_(std::move(path)), error_(error) {
        if (!object_.is_object())
            note((path_.empty() ? "the document" : path_) + " is not an object");
    }

    void read(const char* key, Presence presence, std::string& target) {
        const Json* value = find(key, presence);
        if (value == nullptr) return;
        if (!value->is_string()) return wrong(key, "a string");
        target = value->get_ref<const std::string&>();
    }

    void read(const char* key, Presence presence, bool& target) {
        const Json* value = find(key, presence);
        if (value == nullptr) return;
        if (!value->is_boolean()) return wrong(key, "true or false");
        target = value->get<bool>();
    }

    void read(const char* key, Presence presence, double& target) {
        const Json* value = find(key, presence);
        if (value == nullptr) return;
        if (!value->is_number()) return wrong(key, "a number");
        target = value->get<double>();
    }

    template <class Integer>
        requires std::is_integral_v<Integer>
    void read(const char* key, Presence presence, Integer& target) {
        const Json* value = find(key, presence);
        if (value == nullptr) return;
        if (!value->is_number_integer()) return wrong(key, "a whole number");
        if (!fits<Integer>(*value)) return wrong(key, "within range");
        target = value->get<Integer>();
    }

    /// Reads a name that `from_text` turns into a value (an enumerator); an unknown name is an
    /// error.
    template <class Value, class FromText>
    void read_name(const char* key, Presence presence, Value& target, FromText from_text) {
        const Json* value = find(key, presence);
        if (value == nullptr) return;
        if (!value->is_string()) return wrong(key, "a string");
        const auto known = from_text(std::string_view{value->get_ref<const std::string&>()});
        if (!known) return wrong(key, "a name this version of contend knows");
        target = *known;
    }

    /// Reads an object with `read_into(Fields&, target)`.
    template <class Value, class ReadInto>
    void read_object(const char* key, Presence presence, Value& target, ReadInto read_into) {
        const Json* value = find(key, presence);
        if (value == nullptr) return;
        Fields fields{*value, path_of(key), error_};
        read_into(fields, target);
    }

    /// Reads an array of strings.
    void read(const char* key, Presence presence, std::vector<std::string>& target) {
        const Json* value = find(key, presence);
        if (value == nullptr) return;
        if (!value->is_array()) return wrong(key, "an array");
        for (const Json& element : *value) {
            if (!element.is_string()) return wrong(key, "an array of strings");
            target.push_back(element.get_ref<const std::string&>());
        }
    }

    /// Reads an array of objects, each with `read_into(Fields&, element)`. Stops at the first
    /// error.
    template <class Value, class ReadInto>
    void read_list(const char* key, Presence presence, std::vector<Value>& target,
                   ReadInto read_into) {
        const Json* value = find(key, presence);
        if (value == nullptr) return;
        if (!value->is_array()) return wrong(key, "an array");
        for (std::size_t i = 0; i < value->size() && error_.empty(); ++i) {
            Fields fields{(*value)[i], path_of(key) + "[" + std::to_string(i) + "]", error_};
            read_into(fields, target.emplace_back());
        }
    }

    /// Whether the key is there and not null.
    bool has(const char* key) const { return find_value(key) != nullptr; }

private:
    const Json* find_value(const char* key) const {
        if (!object_.is_object()) return nullptr;
        const auto found = object_.find(key);
        return found == object_.end() || found->is_null() ? nullptr : &*found;
    }

    const Json* find(const char* key, Presence presence) {
        const Json* value = find_value(key);
        if (value == nullptr && presence == Presence::required && object_.is_object()) {
            note(path_of(key) + " is missing");
        }
        return value;
    }

    template <class Integer> static bool fits(const Json& value) {
        if (value.is_number_unsigned()) {
            return value.get<std::uint64_t>() <=
                   static_cast<std::uint64_t>(std::numeric_limits<Integer>::max());
        }
        const std::int64_t number = value.get<std::int64_t>();
        if constexpr (std::is_unsigned_v<Integer>) {
            return number >= 0 &&
                   static_cast<std::uint64_t>(number) <= std::numeric_limits<Integer>::max();
        } else {
            return number >= std::numeric_limits<Integer>::min() &&
                   number <= std::numeric_limits<Integer>::max();
        }
    }

    std::string path_of(const char* key) const { return path_.empty() ? key : path_ + "." + key; }
    void wrong(const char* key, const char* wanted) { note(path_of(key) + " is not " + wanted); }
    void note(const std::string& message) {
        if (error_.empty()) error_ = message;
    }

    const Json& object_;
    std::string path_;
    std::string& error_;
};

}  // namespace contend::report
