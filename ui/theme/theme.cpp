// The palette maps the tokens to Qt's roles; everything the palette cannot say is drawn by Style from the same tokens.
#include "ui/theme/theme.h"

#include "ui/theme/icon_engine.h"
#include "ui/theme/style.h"

#include <KSyntaxHighlighting/Repository>

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QScreen>
#include <QStyleHints>

#include <algorithm>

// The library is static: its resources have to be asked for, outside any namespace.
static void initThemeResources()
{
    Q_INIT_RESOURCE(gatewright);
}

namespace gw::ui {

namespace {

QPalette paletteOf(const Tokens& t)
{
    QPalette p;
    const auto all = [&p](QPalette::ColorRole role, const QColor& c) { p.setColor(QPalette::All, role, c); };
    all(QPalette::Window, t[Color::Background]);
    all(QPalette::WindowText, t[Color::Text]);
    all(QPalette::Base, t[Color::Background]);
    all(QPalette::AlternateBase, t[Color::BackgroundMuted]);
    all(QPalette::Text, t[Color::Text]);
    all(QPalette::PlaceholderText, t[Color::TextSubtle]);
    all(QPalette::Button, t[Color::Surface]);
    all(QPalette::ButtonText, t[Color::Text]);
    all(QPalette::BrightText, t[Color::TextOnAccent]);
    all(QPalette::Highlight, t[Color::AccentMuted]);
    all(QPalette::HighlightedText, t[Color::Text]);
    all(QPalette::Link, t[Color::Accent]);
    all(QPalette::LinkVisited, t[Color::Accent]);
    all(QPalette::ToolTipBase, t[Color::Surface]);
    all(QPalette::ToolTipText, t[Color::Text]);
    all(QPalette::Light, t[Color::BackgroundSubtle]);
    all(QPalette::Midlight, t[Color::StrokeMuted]);
    all(QPalette::Mid, t[Color::Stroke]);
    all(QPalette::Dark, t[Color::StrokeStrong]);
    all(QPalette::Shadow, t[Color::Stroke]);
    const QColor disabled = blend(t[Color::TextSubtle], t[Color::Background], 0.6);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, disabled);
    return p;
}

bool isDarkPalette(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

// Desktops configure an interface font. Where none is configured the fallback is a wide one; Inter, when installed, is
// made for interfaces.
QString interfaceFamily()
{
    const QString family = QFontInfo(QFontDatabase::systemFont(QFontDatabase::GeneralFont)).family();
    const bool isFallback = family.startsWith("DejaVu") || family.startsWith("Bitstream");
    return isFallback && QFontDatabase::hasFamily("Inter") ? QStringLiteral("Inter") : family;
}

// Ordered by how well they separate l, 1, I, 0 and O at 13 pixels.
QString monospaceFamily()
{
    for (const char* family : {"JetBrains Mono", "Cascadia Mono", "Source Code Pro", "Noto Sans Mono"}) {
        if (QFontDatabase::hasFamily(family))
            return family;
    }
    return QFontInfo(QFontDatabase::systemFont(QFontDatabase::FixedFont)).family();
}

} // namespace

struct Theme::Impl
{
    ThemeChoice choice = ThemeChoice::System;
    bool systemIsDark = false; // as it was before our palette covered it
    bool isApplying = false;   // the palette changes by our own doing
    std::shared_ptr<Tokens> tokens = std::make_shared<Tokens>();
    QString textFamily;
    QString monospaceFamily;
    double textScale = 1.0; // the desktop's text size over its default
    mutable std::unique_ptr<KSyntaxHighlighting::Repository> repository;

    [[nodiscard]] bool wantsDark() const
    {
        switch (choice) {
        case ThemeChoice::Light:
            return false;
        case ThemeChoice::Dark:
            return true;
        case ThemeChoice::System:
            break;
        }
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
        if (scheme != Qt::ColorScheme::Unknown)
            return scheme == Qt::ColorScheme::Dark;
#endif
        return systemIsDark;
    }
};

Theme::Theme(ThemeChoice choice, QObject* parent) : QObject(parent), m_impl(std::make_unique<Impl>())
{
    initThemeResources();
    QApplication::setPalette(QPalette()); // as the desktop has it
    m_impl->systemIsDark = isDarkPalette(QApplication::palette());
    m_impl->textFamily = interfaceFamily();
    m_impl->monospaceFamily = monospaceFamily();
    if (const QScreen* screen = QGuiApplication::primaryScreen())
        m_impl->textScale = std::clamp(screen->logicalDotsPerInch() / 96.0, 1.0, 2.0);
    *m_impl->tokens = readTokens(":/themes/light.json");
    QApplication::setStyle(new Style(m_impl->tokens)); // the application owns it
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::followDesktop);
#endif
    setChoice(choice);
    qApp->installEventFilter(this);
}

Theme::~Theme() = default;

// Before Qt 6.5 a desktop that turns dark is told by these events alone; our own palette causes them too.
bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    const bool mayTell =
        event->type() == QEvent::ThemeChange || (event->type() == QEvent::ApplicationPaletteChange && watched == qApp);
    if (mayTell && !m_impl->isApplying)
        followDesktop();
    return QObject::eventFilter(watched, event);
}

// Our palette covers the desktop's: it is taken away for the moment of looking.
void Theme::followDesktop()
{
    m_impl->isApplying = true;
    QApplication::setPalette(QPalette());
    m_impl->systemIsDark = isDarkPalette(QApplication::palette());
    QApplication::setPalette(paletteOf(*m_impl->tokens));
    m_impl->isApplying = false;
    if (m_impl->choice == ThemeChoice::System && m_impl->wantsDark() != isDark())
        setChoice(ThemeChoice::System);
}

void Theme::setChoice(ThemeChoice choice)
{
    m_impl->choice = choice;
    *m_impl->tokens = readTokens(m_impl->wantsDark() ? ":/themes/dark.json" : ":/themes/light.json");
    m_impl->isApplying = true;
    QApplication::setFont(text());
    QApplication::setPalette(paletteOf(*m_impl->tokens));
    m_impl->isApplying = false;
    emit changed();
}

ThemeChoice Theme::choice() const
{
    return m_impl->choice;
}

const Tokens& Theme::tokens() const
{
    return *m_impl->tokens;
}

QColor Theme::methodColor(const QString& verb) const
{
    static constexpr std::pair<const char*, Color> colors[] = {
        {"GET", Color::MethodGet},         {"POST", Color::MethodPost},     {"PUT", Color::MethodPut},
        {"PATCH", Color::MethodPut},       {"DELETE", Color::MethodDelete}, {"DEL", Color::MethodDelete},
        {"OPTIONS", Color::MethodOptions}, {"HEAD", Color::MethodHead},     {"ANY", Color::MethodAny},
        {"WS", Color::MethodWebSocket},    {"CONNECT", Color::MethodWebSocket}, {"MESSAGE", Color::MethodWebSocket},
        {"PUSH", Color::MethodWebSocket},  {"DISCONNECT", Color::MethodWebSocket},
    };
    for (const auto& [name, token] : colors) {
        if (verb.compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
            return color(token);
    }
    return color(Color::Neutral);
}

QFont Theme::monospace(int pixels) const
{
    QFont font(m_impl->monospaceFamily);
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(qRound(pixels * m_impl->textScale));
    return font;
}

QFont Theme::text(int pixels, bool semibold) const
{
    QFont font(m_impl->textFamily);
    font.setPixelSize(qRound(pixels * m_impl->textScale));
    font.setWeight(semibold ? QFont::DemiBold : QFont::Normal);
    return font;
}

QIcon Theme::icon(const QString& name, Color tint) const
{
    return QIcon(new IconEngine(name, tint, m_impl->tokens));
}

KSyntaxHighlighting::Repository& Theme::syntax() const
{
    if (!m_impl->repository) {
        m_impl->repository = std::make_unique<KSyntaxHighlighting::Repository>();
        m_impl->repository->addCustomSearchPath(":/custom");
    }
    return *m_impl->repository;
}

} // namespace gw::ui
