#pragma once

#include <vector>

#include "inference/text/ChatTemplate.h"

namespace dokuei::inference {

/// Writes a conversation in the manner of one published template, up to where the assistant goes on.
/// Throws Error for an order of turns that the template refuses.
using ChatForm = std::vector<PromptPiece> (*)(const std::vector<ChatTurn>& turns);

std::vector<PromptPiece> writeGemma3(const std::vector<ChatTurn>& turns);
std::vector<PromptPiece> writeChatMl(const std::vector<ChatTurn>& turns);
std::vector<PromptPiece> writeQwen2(
    const std::vector<ChatTurn>& turns);  ///< default system turn of Qwen2(.5)-VL
std::vector<PromptPiece> writeQwen25(const std::vector<ChatTurn>& turns);  ///< default system turn of Qwen2.5
std::vector<PromptPiece> writeQwen3(const std::vector<ChatTurn>& turns);   ///< earlier reasoning left out
std::vector<PromptPiece> writeLlama2(const std::vector<ChatTurn>& turns);
std::vector<PromptPiece> writeLlama3(const std::vector<ChatTurn>& turns);
std::vector<PromptPiece> writeLlama31(const std::vector<ChatTurn>& turns);
std::vector<PromptPiece> writePhi3(const std::vector<ChatTurn>& turns);
std::vector<PromptPiece> writePhi3WithBegin(const std::vector<ChatTurn>& turns);
std::vector<PromptPiece> writePhi3WithoutSystem(const std::vector<ChatTurn>& turns);
std::vector<PromptPiece> writePhi3WithBeginWithoutSystem(const std::vector<ChatTurn>& turns);
std::vector<PromptPiece> writePhi35(
    const std::vector<ChatTurn>& turns);  ///< an empty system turn is left out
std::vector<PromptPiece> writeLlava(const std::vector<ChatTurn>& turns);
/// Begin token, pictures and texts one behind the other: models that were trained without a template.
std::vector<PromptPiece> writePlain(const std::vector<ChatTurn>& turns);

}  // namespace dokuei::inference
