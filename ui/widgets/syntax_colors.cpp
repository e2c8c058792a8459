// The library's themes bring their own palettes; ours has five syntax tokens, whose contrast is tested, so the styles
// are folded onto those.
#include "ui/widgets/syntax_colors.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/Theme>

#include <QTextCharFormat>

#include <optional>

namespace gw::ui {

namespace {

using Style = KSyntaxHighlighting::Theme::TextStyle;

std::optional<Color> tokenOf(Style style)
{
    switch (style) {
    case Style::Keyword:
    case Style::ControlFlow:
    case Style::Constant:
    case Style::BuiltIn:
    case Style::Preprocessor:
    case Style::Import:
        return Color::SyntaxKeyword;
    case Style::String:
    case Style::Char:
    case Style::VerbatimString:
    case Style::SpecialString:
    case Style::Others:
        return Color::SyntaxString;
    case Style::DecVal:
    case Style::BaseN:
    case Style::Float:
    case Style::SpecialChar:
        return Color::SyntaxNumber;
    case Style::Comment:
    case Style::Documentation:
    case Style::Annotation:
    case Style::CommentVar:
    case Style::RegionMarker:
        return Color::SyntaxComment;
    case Style::DataType:
    case Style::Attribute:
    case Style::Function:
    case Style::Variable:
    case Style::Extension:
        return Color::SyntaxKey;
    case Style::Error:
    case Style::Alert:
        return Color::Danger;
    case Style::Warning:
        return Color::Alert;
    case Style::Normal:
    case Style::Operator:
    case Style::Information:
        break;
    }
    return std::nullopt;
}

} // namespace

SyntaxColors::SyntaxColors(QTextDocument* document, const Theme& theme)
    : KSyntaxHighlighting::SyntaxHighlighter(document), m_theme(theme)
{
    setTheme(theme.syntax().defaultTheme());
    connect(&theme, &Theme::changed, this, [this] { rehighlight(); });
}

void SyntaxColors::setLanguageName(const QString& name)
{
    setDefinition(name.isEmpty() ? KSyntaxHighlighting::Definition() : m_theme.syntax().definitionForName(name));
}

void SyntaxColors::applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format)
{
    if (const auto token = tokenOf(format.textStyle())) {
        QTextCharFormat colored;
        colored.setForeground(m_theme.color(*token));
        setFormat(offset, length, colored);
    }
}

} // namespace gw::ui
