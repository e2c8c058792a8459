// KindPicker: a few exclusive choices, each with an icon, a name and a sentence, in three columns.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QButtonGroup;

namespace gw::ui {

class KindPicker final : public QWidget
{
    Q_OBJECT

public:
    struct Kind
    {
        QString key;
        QString icon;
        QString name;
        QString sentence;
    };

    KindPicker(const Theme& theme, std::vector<Kind> kinds, QWidget* parent = nullptr);
    void setCurrent(const QString& key); // without a signal

signals:
    void picked(const QString& key);

private:
    std::vector<Kind> m_kinds;
    QButtonGroup* m_group;
};

} // namespace gw::ui
