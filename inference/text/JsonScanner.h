#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dokuei::inference {

/// Reads JSON from memory value by value without building a tree: a vocabulary of a quarter of a million
/// tokens takes a fraction of the time and memory. Strict as RFC 8259, but for a byte order mark at the
/// start. All methods throw Error saying at which byte the text is malformed.
class JsonScanner {
public:
    explicit JsonScanner(std::string_view text);

    /// Calls `member(key)` for each member of the object that comes next; it has to read or skip the value.
    template <typename Member>
    void object(Member member) {
        expect('{');
        if (taken('}')) return;
        do {
            const std::string key(string());
            expect(':');
            member(key);
        } while (taken(','));
        expect('}');
    }
    /// Calls `item()` for each item of the array that comes next; it has to read or skip it.
    template <typename Item>
    void array(Item item) {
        expect('[');
        if (taken(']')) return;
        do item();
        while (taken(','));
        expect(']');
    }
    /// The first character of the next value: one of {["tfn-0123456789, or NUL at the end.
    char peek();
    /// The string that comes next, valid until the next call.
    std::string_view string();
    std::int64_t integer();
    /// The text of the value that comes next, which nests at most 256 deep.
    std::string_view skip();
    /// Throws Error unless nothing but white space is left.
    void finish();

private:
    [[noreturn]] void fail() const;
    void space();
    void expect(char c);
    bool taken(char c);
    void unescape();
    unsigned hex();

    std::string_view text_;
    std::size_t at_ = 0;
    std::string buffer_;
};

}  // namespace dokuei::inference
