#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

namespace dokuei::inference {

/// The `post_processor` of a tokenizer.json, as far as one text is concerned: the tokens before and after it.
class PostProcessor {
public:
    /// Throws Error for a step that is not supported.
    static PostProcessor fromJson(const nlohmann::json& description);
    std::vector<int> apply(std::vector<int> ids) const;

private:
    void add(const nlohmann::json& description, int depth);
    void addTemplate(const nlohmann::json& description);

    std::vector<int> before_, after_;
};

}  // namespace dokuei::inference
