// The thirteen units of the district until 6/2025 and the hamlet names. What is fact and what is guess: README.md.

/** Indicative centre, to about 1 km; target_km2 shapes the drawing only, official_km2 is what may be published. */
export const communes = [
  {
    code: '25327', short: 'TA', kind: 'xa', name: 'Thanh An', lon: 106.73, lat: 11.74, target_km2: 59,
    hamlets: ['An Hòa', 'An Quý', 'An Sơn', 'Thuận An', 'Trung Sơn', 'Xa Cô', 'Bù Dinh', 'Phùm Lu – Tư Ly',
      'Trà Thanh – Lồ Ô', 'Thanh Sơn'],
    uncounted: ['Phùm Lu – Tư Ly'],
  },
  {
    code: '25330', short: 'AK', kind: 'xa', name: 'An Khương', lon: 106.67, lat: 11.73, target_km2: 47.7,
    hamlets: ['Ấp 1', 'Ấp 2', 'Ấp 3', 'Ấp 4', 'Ấp 5'],
  },
  {
    code: '25339', short: 'AP', kind: 'xa', name: 'An Phú', lon: 106.51, lat: 11.67,
    target_km2: 41.23, official_km2: 41.23, population: 5079,
    hamlets: ['An Tân', 'Bình Phú', 'Đồng Dầu', 'Phố Lố', 'Sóc Rul', 'Tằng Hách'],
  },
  {
    code: '25342', short: 'TL', kind: 'xa', name: 'Tân Lợi', lon: 106.67, lat: 11.66, target_km2: 45,
    hamlets: ['Quản Lợi A', 'Quản Lợi B', 'Sóc Lếch', 'Phú Miên', 'Hưng Thạnh', 'Núi Gió', 'Bà Lành', 'Ấn Lợi',
      'Sóc Trào A', 'Sóc Trào B', 'Sở Líp', 'Sóc Dày'],
    uncounted: ['Sở Líp', 'Sóc Dày'],
  },
  {
    code: '25345', short: 'TH', kind: 'xa', name: 'Tân Hưng', lon: 106.73, lat: 11.64, target_km2: 98,
    hamlets: ['Hưng Yên', 'Hưng Lập A', 'Hưng Lập B', 'Hưng Phát', 'Sở Xiêm', 'Sóc Quả', 'Sóc Ruộng', 'Lòng Hồ',
      'Đông Hồ', 'Sóc Dầm', 'Sóc Xoài Lớn', 'Sóc Ứng'],
  },
  {
    code: '25348', short: 'MD', kind: 'xa', name: 'Minh Đức', lon: 106.54, lat: 11.58,
    target_km2: 52.93, official_km2: 52.93, population: 5823,
    hamlets: ['Ấp 1A', 'Ấp 1B', 'Ấp 2', 'Ấp 2A', 'Ấp 3', 'Ấp 4', 'Sóc Lộc Khê', 'Chà Lon'],
  },
  {
    code: '25349', short: 'MT', kind: 'xa', name: 'Minh Tâm', lon: 106.51, lat: 11.63,
    target_km2: 72.95, official_km2: 72.95, population: 5752,
    hamlets: ['Ấp 1', 'Ấp 2', 'Ấp 3', 'Ấp 4', 'Sóc 5', 'Sóc 6', 'Sóc Vàng'],
  },
  {
    code: '25351', short: 'PA', kind: 'xa', name: 'Phước An', lon: 106.65, lat: 11.6, target_km2: 45.2,
    hamlets: ['Văn Hiên 1', 'Văn Hiên 2', 'Trường An', 'Trường Thịnh', 'Xa Trạch 1', 'Xa Trạch 2', 'Xa Trạch Sóc',
      'Tổng Cui Lớn', 'Tổng Cui Nhỏ', 'Sóc Lớn', 'Ấp 23 Lớn'],
    uncounted: ['Tổng Cui Nhỏ'],
  },
  {
    code: '25354', short: 'TB', kind: 'xa', name: 'Thanh Bình', lon: 106.62, lat: 11.6, target_km2: 11.4,
    hamlets: ['Ấp 1', 'Ấp 2', 'Ấp 3'],
  },
  {
    code: '25357', short: 'TK', kind: 'thi_tran', name: 'Tân Khai', lon: 106.61, lat: 11.54,
    target_km2: 42.81, official_km2: 42.81, population: 15269,
    hamlets: ['Khu phố 1', 'Khu phố 2', 'Khu phố 3', 'Khu phố 5', 'Khu phố 6', 'Khu phố 7', 'Khu phố Tàu Ô'],
  },
  {
    code: '25360', short: 'DN', kind: 'xa', name: 'Đồng Nơ', lon: 106.56, lat: 11.52, target_km2: 50,
    hamlets: ['Ấp 1', 'Ấp 2', 'Ấp 3', 'Ấp 4', 'Ấp 5', 'Đồng Tân'],
  },
  {
    code: '25361', short: 'THI', kind: 'xa', name: 'Tân Hiệp', lon: 106.49, lat: 11.52, target_km2: 69,
    hamlets: ['Ấp 1', 'Ấp 2', 'Ấp 3', 'Ấp 4', 'Ấp 5', 'Bàu Lùng', 'Tân Lập'],
  },
  {
    code: '25438', short: 'TQ', kind: 'xa', name: 'Tân Quan', lon: 106.67, lat: 11.55, target_km2: 28.9,
    hamlets: ['Ấp 2', 'Ấp 4', 'Ấp 5', 'Long Bình', 'Xạc Lây', 'Xa Lách', 'Cây Gõ', 'Tranh 3'],
  },
];

/** The neighbouring town in the bay of the district: it has no features, it only keeps its ground free. */
export const neighbourTown = { name: 'Bình Long', lon: 106.6, lat: 11.66, target_km2: 95 };

/** The commune that the plan brings to the standard, with 12.4 km of hamlet roads to go. */
export const planCommune = '25345';

/** Kind of a hamlet, read off its name and its commune. */
export function hamletKind(commune, name) {
  if (commune.kind === 'thi_tran') return 'khu_pho';
  return name.startsWith('Sóc ') ? 'soc' : 'ap';
}
