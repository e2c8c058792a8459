// Theme: the current tokens, fonts and tinted icons. Owned by the application, passed by reference to what paints.
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QIcon>
#include <QObject>

#include <memory>

namespace KSyntaxHighlighting {
class Repository;
}

namespace gw::ui {

// The program's own picture, for windows and the start page.
[[nodiscard]] QIcon applicationIcon();

enum class ThemeChoice { System, Light, Dark };

class Theme final : public QObject
{
    Q_OBJECT

public:
    explicit Theme(ThemeChoice choice = ThemeChoice::System, QObject* parent = nullptr);
    ~Theme() override;

    void setChoice(ThemeChoice choice); // applies palette and style to the application at once
    [[nodiscard]] ThemeChoice choice() const;
    [[nodiscard]] const Tokens& tokens() const;
    [[nodiscard]] QColor color(Color c) const { return tokens()[c]; }
    [[nodiscard]] bool isDark() const { return tokens().isDark; }
    [[nodiscard]] QColor methodColor(const QString& verb) const; // "GET", "ANY", "WS"; neutral for unknown ones

    [[nodiscard]] QFont monospace(int pixels = fontSize::body) const;
    [[nodiscard]] QFont text(int pixels = fontSize::body, bool semibold = false) const;
    // resources/icons/<name>.svg tinted for normal, disabled and selected; sharp at every scale.
    [[nodiscard]] QIcon icon(const QString& name, Color tint = Color::TextMuted) const;
    // The language definitions of code editors, loaded when first asked for.
    [[nodiscard]] KSyntaxHighlighting::Repository& syntax() const;

signals:
    void changed(); // tokens changed: repaint, re-tint

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void followDesktop();

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
