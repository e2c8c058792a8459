// SourceErrorBar: why a text of the source view cannot be read, above it, with the ways out.
#pragma once

#include "core/diagnostic.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QPushButton;

namespace gw::ui {

class SourceErrorBar final : public QWidget
{
    Q_OBJECT

public:
    explicit SourceErrorBar(const Theme& theme, QWidget* parent = nullptr);
    void showError(const Diagnostic& error); // hide() takes it away

signals:
    void placeRequested(const gw::SourcePosition& position);
    void discardRequested();

private:
    void paint();

    const Theme& m_theme;
    QPushButton* m_text;
    SourcePosition m_position;
};

} // namespace gw::ui
