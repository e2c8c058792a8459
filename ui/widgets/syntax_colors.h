// SyntaxColors: KSyntaxHighlighting's analysis in the theme's own colours.
#pragma once

#include "ui/theme/theme.h"

#include <KSyntaxHighlighting/SyntaxHighlighter>

namespace gw::ui {

class SyntaxColors final : public KSyntaxHighlighting::SyntaxHighlighter
{
    Q_OBJECT

public:
    SyntaxColors(QTextDocument* document, const Theme& theme);
    void setLanguageName(const QString& name); // as KSyntaxHighlighting names it: "JSON", "YAML"; empty = plain

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override;

private:
    const Theme& m_theme;
};

} // namespace gw::ui
