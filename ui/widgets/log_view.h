// LogView: lines as they come, in monospace, the newest at the end. Follows the end until somebody scrolls up; keeps a
// bounded number of lines. Terminal colours are taken out.
#pragma once

#include "ui/theme/theme.h"

#include <QPlainTextEdit>

namespace gw::ui {

class LogView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int mostLines = 5'000;

    explicit LogView(const Theme& theme, const QString& name, QWidget* parent = nullptr);
    void append(const QStringList& lines);
    [[nodiscard]] static QString withoutColours(const QString& text);

private:
    const Theme& m_theme;
};

} // namespace gw::ui
