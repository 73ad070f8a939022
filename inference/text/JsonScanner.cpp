#include "inference/text/JsonScanner.h"

#include <cstring>
#include <limits>

#include "inference/Error.h"
#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

constexpr std::size_t kDeepest = 256;

void appendUtf8(std::string& out, unsigned code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

bool digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

JsonScanner::JsonScanner(std::string_view text) : text_(text) {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
}

void JsonScanner::fail() const {
    throw Error("is not JSON at byte " + std::to_string(at_ + 1));
}

void JsonScanner::space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
        ++at_;
}

char JsonScanner::peek() {
    space();
    return at_ < text_.size() ? text_[at_] : '\0';
}

bool JsonScanner::taken(char c) {
    if (peek() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
}

void JsonScanner::expect(char c) {
    if (!taken(c)) fail();
}

void JsonScanner::finish() {
    space();
    if (at_ != text_.size()) fail();
}

unsigned JsonScanner::hex() {
    unsigned value = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
        const char c = at_ < text_.size() ? text_[at_] : '\0';
        const int nibble = digit(c)               ? c - '0'
                           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                  : -1;
        if (nibble < 0) fail();
        value = value * 16 + static_cast<unsigned>(nibble);
    }
    return value;
}

void JsonScanner::unescape() {
    static constexpr std::string_view kNames = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
    ++at_;
    if (at_ >= text_.size()) fail();
    const char c = text_[at_++];
    if (c != 'u') {
        const auto which = kNames.find(c);
        if (which == std::string_view::npos) fail();
        buffer_ += kMeant[which];
        return;
    }
    unsigned code = hex();
    if (code >= 0xDC00 && code <= 0xDFFF) fail();
    if (code >= 0xD800 && code <= 0xDBFF) {
        if (text_.substr(at_, 2) != "\\u") fail();
        at_ += 2;
        const unsigned low = hex();
        if (low < 0xDC00 || low > 0xDFFF) fail();
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    appendUtf8(buffer_, code);
}

std::string_view JsonScanner::string() {
    expect('"');
    const auto begin = at_;
    bool plain = true, ascii = true;
    buffer_.clear();
    std::size_t copied = at_;
    for (;; ++at_) {
        if (at_ >= text_.size()) fail();
        const auto c = static_cast<unsigned char>(text_[at_]);
        if (c == '"') break;
        if (c < 0x20) fail();
        ascii = ascii && c < 0x80;
        if (c != '\\') continue;
        plain = false;
        buffer_.append(text_, copied, at_ - copied);
        unescape();
        copied = at_--;
    }
    std::string_view found = text_.substr(begin, at_ - begin);
    if (!plain) {
        buffer_.append(text_, copied, at_ - copied);
        found = buffer_;
    }
    if (!ascii && !isValidUtf8(found)) fail();
    ++at_;
    return found;
}

std::int64_t JsonScanner::integer() {
    const bool negative = taken('-');
    const auto begin = at_;
    std::int64_t value = 0;
    for (; at_ < text_.size() && digit(text_[at_]); ++at_) {
        if (value > (std::numeric_limits<std::int64_t>::max() - 9) / 10) fail();
        value = value * 10 + (text_[at_] - '0');
    }
    const bool more = at_ < text_.size() && (text_[at_] == '.' || text_[at_] == 'e' || text_[at_] == 'E');
    if (at_ == begin || more || (text_[begin] == '0' && at_ > begin + 1)) fail();
    return negative ? -value : value;
}

std::string_view JsonScanner::skip() {
    space();
    const auto begin = at_;
    std::string open;  // brackets that are not closed yet
    do {
        const char c = peek();
        if (c == '"') {
            string();
        } else if (c == '{' || c == '[') {
            ++at_;
            open += c;
            if (open.size() > kDeepest) throw Error("is nested too deeply");
        } else if (c == '}' || c == ']') {
            if (open.empty() || open.back() != (c == '}' ? '{' : '[')) fail();
            ++at_;
            open.pop_back();
        } else if (!open.empty() && (c == ',' || c == ':')) {
            ++at_;
        } else {
            // A number or a word; whether it is a right one is seen when the text is parsed.
            const auto word = at_;
            while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) ||
                                          text_[at_] == '-' || text_[at_] == '+' || text_[at_] == '.'))
                ++at_;
            if (at_ == word) fail();
        }
    } while (!open.empty());
    return text_.substr(begin, at_ - begin);
}

}  // namespace dokuei::inference
