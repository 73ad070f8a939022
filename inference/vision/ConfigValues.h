#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "inference/Error.h"

namespace dokuei::inference {

/// A whole number of config.json between 1 and `most`; `fallback` when the key is missing or null. Throws
/// Error naming the key.
inline int configSize(const nlohmann::json& config, const std::string& key, int fallback,
                      int most = 1 << 20) {
    const auto found = config.find(key);
    if (found == config.end() || found->is_null()) return fallback;
    if (!found->is_number_integer()) throw Error(key + " is not a whole number");
    const auto value = found->get<long long>();
    if (value < 1 || value > most)
        throw Error(key + " is " + std::to_string(value) + ", which makes no sense");
    return static_cast<int>(value);
}

inline double configNumber(const nlohmann::json& config, const std::string& key, double fallback) {
    const auto found = config.find(key);
    if (found == config.end() || found->is_null()) return fallback;
    if (!found->is_number()) throw Error(key + " is not a number");
    return found->get<double>();
}

inline std::string configText(const nlohmann::json& config, const std::string& key,
                              const std::string& fallback) {
    const auto found = config.find(key);
    if (found == config.end() || found->is_null()) return fallback;
    if (!found->is_string()) throw Error(key + " is not a text");
    return found->get<std::string>();
}

/// The part of a configuration under a key; an empty object when there is none.
inline nlohmann::json configPart(const nlohmann::json& config, const std::string& key) {
    const auto found = config.find(key);
    return found != config.end() && found->is_object() ? *found : nlohmann::json::object();
}

}  // namespace dokuei::inference
