// LevelGauge: how full something is that fills and empties: its name, the level in numbers, a bar, and a line of facts.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace gw::ui {

class LevelGauge final : public QWidget
{
    Q_OBJECT

public:
    struct Level
    {
        QString name;
        double now = 0;
        double most = 0;
        QString facts; // "10 a second"
        bool operator==(const Level&) const = default;
    };

    explicit LevelGauge(const Theme& theme, QWidget* parent = nullptr);
    void setLevel(const Level& level);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString numbers() const; // "37.2 of 50"

    const Theme& m_theme;
    Level m_level;
};

} // namespace gw::ui
