// ModeBar: the studio's pages down the left side, one of them shown.
#pragma once

#include "ui/shell/actions.h"

#include <QWidget>

class QVBoxLayout;

namespace gw::ui {

class ModeBar final : public QWidget
{
    Q_OBJECT

public:
    // The actions are checkable and exclusive; `last` stands at the bottom.
    ModeBar(const Theme& theme, const std::vector<QAction*>& modes, QAction* last, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace gw::ui
