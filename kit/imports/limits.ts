/** How much one import may hold. */
export interface Limits {
  /** Bytes after unpacking. */
  bytes: number;
  /** Bytes of an Excel workbook as it comes, packed. */
  workbook: number;
  rows: number;
  columns: number;
  /** Characters of one cell; longer cells are reported with their row and not taken. */
  cell: number;
}

export const LIMITS: Limits = {
  bytes: 256 * 1024 * 1024,
  workbook: 20 * 1024 * 1024,
  rows: 200_000,
  columns: 200,
  cell: 32_767,
};
