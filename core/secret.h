// Secret: a text that is shown to nobody by accident. It has no conversion to a text and cannot be printed; whoever
// needs it says reveal(), which a search finds. Its memory is overwritten when it ends.
#pragma once

#include <string>
#include <string_view>

namespace gw {

class Secret
{
public:
    Secret() = default;
    explicit Secret(std::string_view text) : m_text(text) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept;
    Secret& operator=(const Secret& other);
    Secret& operator=(Secret&& other) noexcept;
    ~Secret();

    [[nodiscard]] const std::string& reveal() const& { return m_text; }
    const std::string& reveal() && = delete; // the text would end with the secret
    [[nodiscard]] bool isEmpty() const { return m_text.empty(); }
    // Takes as long wherever two texts of one length differ.
    bool operator==(const Secret& other) const { return isEqual(other.m_text); }
    [[nodiscard]] bool isEqual(std::string_view text) const;

    template <typename Stream>
    friend Stream& operator<<(Stream& stream, const Secret& secret) = delete;

private:
    void wipe();

    std::string m_text;
};

} // namespace gw
