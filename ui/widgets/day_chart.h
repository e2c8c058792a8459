// DayChart: a bar a day, with the highest value at its left and the first and last day beneath. Arrow keys go from day
// to day; the chosen one is told in words, to screen readers as well.
#pragma once

#include "ui/theme/theme.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace gw::ui {

class DayChart final : public QWidget
{
    Q_OBJECT

public:
    struct Day
    {
        QString name; // "2026-11-29"
        double value = 0;
        QString words; // "12 requests, 88 left"
        bool operator==(const Day&) const = default;
    };

    explicit DayChart(const Theme& theme, QWidget* parent = nullptr);
    void setDays(const QString& title, const std::vector<Day>& days);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] QRectF bar(std::size_t day) const;
    [[nodiscard]] double highest() const;
    void choose(int day);

    const Theme& m_theme;
    QString m_title;
    std::vector<Day> m_days;
    int m_chosen = -1; // -1: none
};

} // namespace gw::ui
