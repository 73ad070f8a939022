#include "inference/text/PostProcessor.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

constexpr int kDeepest = 8;
constexpr std::size_t kMostTokens = 4096;

int idFrom(const nlohmann::json& value) {
    const auto id = value.get<std::int64_t>();
    if (id < 0 || id > std::numeric_limits<int>::max())
        throw Error("the post-processor adds an unknown token");
    return static_cast<int>(id);
}

}  // namespace

PostProcessor PostProcessor::fromJson(const nlohmann::json& description) {
    PostProcessor p;
    if (!description.is_null()) p.add(description, 0);
    return p;
}

void PostProcessor::add(const nlohmann::json& d, int depth) {
    if (depth > kDeepest) throw Error("the steps of the post-processor are nested too deeply");
    const auto type = d.at("type").get<std::string>();
    if (type == "Sequence") {
        for (const auto& step : d.at("processors")) add(step, depth + 1);
    } else if (type == "TemplateProcessing") {
        addTemplate(d);
    } else if (type == "RobertaProcessing" || type == "BertProcessing") {
        before_.insert(before_.begin(), idFrom(d.at("cls").at(1)));
        after_.push_back(idFrom(d.at("sep").at(1)));
    } else if (type != "ByteLevel") {  // ByteLevel moves offsets only
        throw Error("the post-processor " + type + " is not supported");
    }
    if (before_.size() + after_.size() > kMostTokens) throw Error("the post-processor adds too many tokens");
}

void PostProcessor::addTemplate(const nlohmann::json& d) {
    std::vector<int> before, after;
    int texts = 0;
    for (const auto& piece : d.at("single")) {
        if (piece.contains("Sequence")) {
            ++texts;
            continue;
        }
        const auto name = piece.at("SpecialToken").at("id").get<std::string>();
        auto& side = texts ? after : before;
        for (const auto& id : d.at("special_tokens").at(name).at("ids")) side.push_back(idFrom(id));
        if (side.size() > kMostTokens) throw Error("the post-processor adds too many tokens");
    }
    if (texts != 1) throw Error("the post-processor does not hold the text once");
    before_.insert(before_.begin(), before.begin(), before.end());
    after_.insert(after_.end(), after.begin(), after.end());
}

std::vector<int> PostProcessor::apply(std::vector<int> ids) const {
    ids.insert(ids.begin(), before_.begin(), before_.end());
    ids.insert(ids.end(), after_.begin(), after_.end());
    return ids;
}

}  // namespace dokuei::inference
